"""Prose re-used from another office's report, shown side by side (内容雷同)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier, bare
from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.checking.text_of_last_year import reused
from gongkai.annual_report.report import Finding

NAME = "text-of-another-office"
TITLE = "跨机关：文字不应照搬其他机关的报告"
SOURCE = "《条例》第四十七条、第五十条；年度报告应当反映本机关工作"


def check(dossier: Dossier) -> Iterator[Finding]:
    own = bare(dossier.report.office or "")
    others = [each for each in dossier.others if bare(each.office or "") != own]
    if not others:
        raise NotApplicable("没有提供其他机关的报告。")
    for other in others:
        of = f"“{other.office or '另一机关'}”{other.year or ''}年报告"
        yield from reused(NAME, dossier, other, of)
