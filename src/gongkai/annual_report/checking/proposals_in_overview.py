"""Proposals of deputies are reported in part six by custom, not under their own heading in part one."""

import re
from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.years import outline_of
from gongkai.annual_report.report import Finding, Passage, Severity

NAME = "proposals-in-overview"
TITLE = "章节：建议提案办理情况一般写在第六部分"
SOURCE = "国办公开办函〔2021〕30号，第一、六部分；各地惯例"
_HEADED = re.compile(
    r"(?:^|\n)\s*[（(]?[一二三四五六七八九十\d]{1,2}[)）、.．]\s*[^。\n]{0,12}(?:建议|提案)[^。\n]{0,16}(?:情况|公开|办理)"
)


def check(dossier: Dossier) -> Iterator[Finding]:
    section = dossier.report.section("overview")
    if section is None or outline_of(dossier).generation == "2008":
        raise NotApplicable("不是2019年以后格式的总体情况。")
    found = (
        _HEADED.search(section.text) if "提案" in section.text or "建议" in section.text else None
    )
    if found is not None:
        yield fails(
            NAME,
            f"“总体情况”单列了“{found.group().strip()}”，建议提案办理情况一般写在第六部分。",
            severity=Severity.NOTICE,
            remedy="移到“其他需要报告的事项”。",
            passages=[Passage(section.number, found.group().strip())],
        )
