"""上一年项目数量 is last year's 上一年项目数量 plus its 本年增/减 (form of 2019, two years)."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails, shown
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.relations import label_of, number
from gongkai.annual_report.report import Finding, Remedy

NAME = "items-carried-over"
TITLE = "第二部分跨年：上一年项目数量，等于上年报告的项目数量加增减"
SOURCE = "国办公开办函〔2019〕60号，第二部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    report, last_year = dossier.report, previous(dossier)
    pairs = [
        (row, columns["items_last_year"].value)
        for row, columns in (report.proactive.cells.items() if report.proactive else ())
        if "items_last_year" in columns
    ]
    told = last_year.proactive
    if not pairs or told is None or not any("items_change" in row for row in told.cells.values()):
        raise NotApplicable("两年的报告不都有“上一年项目数量”和“本年增/减”。")
    for row, here in pairs:
        before = number(last_year, f"proactive.{row}.items_last_year")
        change = number(last_year, f"proactive.{row}.items_change")
        if here is None or before is None or change is None or here == before + change:
            continue
        yield fails(
            NAME,
            f"第二部分“{label_of(row)}”：上一年项目数量填{shown(here)}，而上年报告的项目数量"
            f"{shown(before)}加增减{shown(change)}等于{shown(before + change)}，两者应当相等。",
            [f"proactive.{row}.items_last_year"],
            remedy=Remedy(
                f"若“{dossier.cell_label(f'proactive.{row}.items_last_year')}”填{shown(before + change)}，"
                "与上年报告相符。",
                f"proactive.{row}.items_last_year",
                before + change,
            ),
        )
