"""政府信息公开制度: the instruments of the state that govern this work."""

from datetime import date
from typing import NamedTuple


class Rule(NamedTuple):
    """One instrument. A day we cannot name from the instrument itself is left out."""

    title: str
    number: str
    about: str
    in_force_on: date | None = None
    issued_on: date | None = None


RULES = (
    Rule(
        "中华人民共和国政府信息公开条例",
        "国务院令第711号修订",
        "公开什么、谁来公开、怎样申请、多久答复、怎样监督。",
        in_force_on=date(2019, 5, 15),
        issued_on=date(2019, 4, 3),
    ),
    Rule(
        "中华人民共和国政府信息公开条例（2007年公布）",
        "国务院令第492号",
        "2019年修订以前的条文，处理修订以前的申请时仍要查阅。",
        in_force_on=date(2008, 5, 1),
    ),
    Rule(
        "政府信息公开信息处理费管理办法",
        "国办函〔2020〕109号",
        "申请的数量、频次明显超过合理范围时，信息处理费怎样收取。",
        in_force_on=date(2021, 1, 1),
        issued_on=date(2020, 11, 17),
    ),
    Rule(
        "国务院办公厅政府信息与政务公开办公室关于规范政府信息公开平台有关事项的通知",
        "国办公开办函〔2019〕61号",
        "政府信息公开专栏的统一名称、统一格式。",
    ),
    Rule(
        "中华人民共和国政府信息公开工作年度报告格式",
        "国办公开办函〔2021〕30号",
        "年度报告的六个部分和统计表。",
        issued_on=date(2021, 9, 26),
    ),
    Rule(
        "国务院办公厅关于印发政府网站发展指引的通知",
        "国办发〔2017〕47号",
        "政府网站的分级分类、集约共享、页面规范和安全防护。",
        issued_on=date(2017, 5, 15),
    ),
    Rule(
        "国务院办公厅秘书局关于印发政府网站与政务新媒体检查指标、监管工作年度考核指标的通知",
        "国办秘函〔2019〕19号",
        "政府网站和政务新媒体怎样检查、怎样考核。",
        issued_on=date(2019, 4, 1),
    ),
    Rule(
        "最高人民法院关于审理政府信息公开行政案件适用法律若干问题的解释",
        "法释〔2025〕8号",
        "对政府信息公开行为不服，提起行政诉讼时法院怎样审理。",
        in_force_on=date(2025, 6, 1),
    ),
    Rule(
        "中华人民共和国行政复议法",
        "2023年9月1日修订",
        "对政府信息公开行为不服，怎样申请行政复议。",
        in_force_on=date(2024, 1, 1),
        issued_on=date(2023, 9, 1),
    ),
    Rule(
        "中华人民共和国保守国家秘密法",
        "2024年2月27日修订",
        "公开以前的保密审查。",
        in_force_on=date(2024, 5, 1),
        issued_on=date(2024, 2, 27),
    ),
)
