"""二、上年结转 is last year's 四、结转下年度继续办理, in each column, across forms too."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import fails, needed, shown, undetermined
from gongkai.annual_report.checking.years import previous
from gongkai.annual_report.relations import label_of, number
from gongkai.annual_report.report import Finding, Remedy

NAME = "carried-over"
TITLE = "第三部分跨年：上年结转，等于上年报告的结转下年"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号，第三部分表格"


def check(dossier: Dossier) -> Iterator[Finding]:
    report, last_year = dossier.report, previous(dossier)
    table = needed(report.applications, "第三部分表格")
    needed(last_year.applications, "上一年度第三部分表格")
    still_open = []
    for column, cell in table.cells["carried_in"].items():
        name = f"applications.carried_in.{column}"
        before = number(last_year, f"applications.carried_out.{column}")
        if cell.value is None or before is None:
            still_open.append(name)
        elif cell.value != before:
            yield fails(
                NAME,
                f"第三部分“{label_of(column)}”一列：上年结转填{shown(cell.value)}，而上年报告的"
                f"结转下年度继续办理为{shown(before)}，两者应当相等。",
                [name],
                remedy=Remedy(
                    f"若“{dossier.cell_label(name)}”填{shown(before)}，与上年报告相符；机构合并、分立的，请说明。",
                    name,
                    before,
                ),
            )
    if still_open:
        message = "上年结转或上年报告的结转下年有单元格未填数字，无法判断。"
        yield undetermined(NAME, message, still_open)
