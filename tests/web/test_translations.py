"""Our catalogues: compiled, in step with their sources, and used before Wagtail's."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils.translation import gettext as translate
from django.utils.translation import override

import gongkai.web

CATALOGUES = Path(gongkai.web.__file__).parent / "locale" / "zh_Hans" / "LC_MESSAGES"


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_the_compiled_catalogue_is_that_of_its_source(domain):
    source = (CATALOGUES / f"{domain}.po").read_text()
    with (CATALOGUES / f"{domain}.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    for original, chinese in re.findall(r'^msgid "(.+)"\nmsgstr "(.+)"$', source, re.MULTILINE):
        assert compiled.gettext(original.replace('\\"', '"')) == chinese.replace('\\"', '"')


def test_ours_wins_over_wagtails():
    with override("zh-hans"):
        assert translate("Users") == "账号"
        assert translate("Log out") == "退出登录"
