"""An office that handles applications, with a clerk, a leader and others."""

import pytest

from apps.applications.steps import Steps
from gongkai.apps.offices.models import Role


@pytest.fixture
def bureau(office):
    return office(
        "tcj",
        name="云川市投资促进局",
        short_name="市投资促进局",
        document_mark="云川投促",
        reviewer="云川市人民政府",
        court="云川市中级人民法院",
    )


@pytest.fixture
def clerk(bureau, person):
    return person("jingban", Role.CLERK, display_name="林晓禾", office=bureau)


@pytest.fixture
def other_clerk(bureau, person):
    return person("jingban2", Role.CLERK, display_name="贺知秋", office=bureau)


@pytest.fixture
def leader(bureau, person):
    return person("fenguan", Role.DEPUTY_LEADER, display_name="杜衡", office=bureau)


@pytest.fixture
def steps(bureau, clerk, leader):
    return Steps(bureau, clerk, leader)
