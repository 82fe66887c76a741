"""No chapter of the form is left out (条例 art. 50; before 2019 the outline the report follows)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.years import outline_of
from gongkai.annual_report.report import Finding, Severity

NAME = "chapter-missing"
TITLE = "章节：格式规定的部分不应缺少"
SOURCE = "《条例》第五十条；国办公开办函〔2019〕60号、〔2021〕30号；2018年以前为省级提纲"
_MEND = "补上缺少的部分，没有发生的写“无”。"


def check(dossier: Dossier) -> Iterator[Finding]:
    report = dossier.report
    if not report.sections:
        raise NotApplicable("报告没有分章节。")
    labels = outline_of(dossier).sections
    present = {section.key for section in report.sections}
    missing = [label.label for label in labels if label.key not in present]
    if outline_of(dossier).generation == "2008" and len(missing) * 2 > len(labels):
        raise NotApplicable("报告不是按十二章的提纲编写的。")
    if missing:
        which = "、".join(f"“{label}”" for label in missing)
        message = f"报告缺少{which}，格式共有{len(labels)}个部分，报告有{len(report.sections)}个。"
        yield fails(NAME, message, severity=Severity.WARNING, remedy=_MEND)
