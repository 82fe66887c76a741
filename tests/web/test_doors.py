"""What of Wagtail's staff side is shut, for a superuser too."""

import pytest

SHUT = (
    "/staff/pages/",
    "/staff/api/main/pages/",
    "/staff/bulk/offices/person/delete/",
    "/staff/groups/",
    "/staff/groups/new/",
    "/staff/workflows/list/",
    "/staff/workflows/tasks/index/",
    "/staff/reports/site-history/",
    "/staff/snippets/",
    "/staff/documents/",
    "/staff/images/",
    "/staff/collections/",
    "/staff/sites/",
    "/staff/choose-page/",
    "/staff/password_reset/",
    "/staff/failwhale/",
    "/documents/1/anything.pdf",
)


@pytest.mark.parametrize("address", SHUT)
def test_a_door_that_is_not_ours_is_shut(client, person, address):
    client.force_login(person("root", is_superuser=True))
    assert client.get(address).status_code == 404


@pytest.mark.parametrize(
    "address", ["/staff/", "/staff/account/", "/staff/offices/", "/staff/users/"]
)
def test_ours_are_open(client, person, address):
    client.force_login(person("root", is_superuser=True))
    assert client.get(address).status_code == 200
