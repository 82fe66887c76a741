"""一、本年新收加二、上年结转等于三（七）总计加四、结转下年度, in each column; printed on the form.

《政府信息公开工作年度报告格式》: 本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和.
"""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import judged, shown
from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding

NAME = "applications-balance"
TITLE = "第三部分：新收加上年结转，等于办理总计加结转下年"
SOURCE = "国办公开办函〔2019〕60号、〔2021〕30号表头所印勾稽关系"


def check(dossier: Dossier) -> Iterator[Finding]:
    yield from judged(dossier, NAME, _message, "收办平衡关系")


def _message(balance: Balance) -> str:
    new, carried_in = (shown(term.value) for term in balance.left)
    handled, carried_out = (shown(term.value) for term in balance.right)
    return (
        f"第三部分“{label_of(balance.of)}”一列：本年新收{new}加上年结转{carried_in}等于"
        f"{shown(balance.left_sum)}，而办理总计{handled}加结转下年{carried_out}等于"
        f"{shown(balance.right_sum)}，两者应当相等。"
    )
