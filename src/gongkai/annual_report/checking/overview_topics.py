"""Part one covers five things (form of 2021): disclosure, applications, management, platform, support."""

from collections.abc import Iterator

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, fails
from gongkai.annual_report.checking.years import outline_of
from gongkai.annual_report.report import Finding, Severity

NAME = "overview-topics"
TITLE = "总体情况：应写明主动公开、依申请公开、信息管理、平台建设、监督保障"
SOURCE = "国办公开办函〔2021〕30号，第一部分"
_TOPICS = {
    "主动公开": ("主动公开", "主动发布"),
    "依申请公开": ("依申请", "信息公开申请", "公开申请"),
    "政府信息管理": ("信息管理", "管理", "审查", "审核", "三审", "目录"),
    "政府信息公开平台建设": ("平台", "网站", "新媒体", "专栏", "公众号"),
    "监督保障": ("监督", "保障", "考核", "评议", "培训", "领导小组", "队伍", "责任追究"),
}


def check(dossier: Dossier) -> Iterator[Finding]:
    section = dossier.report.section("overview")
    if section is None or outline_of(dossier).generation != "2021":
        raise NotApplicable("不是2021年格式的总体情况。")
    if not section.text.strip():
        raise NotApplicable("总体情况没有内容。")
    missing = [
        topic for topic, words in _TOPICS.items() if not any(word in section.text for word in words)
    ]
    if missing:
        yield fails(
            NAME,
            f"“总体情况”没有写到{'、'.join(missing)}。",
            severity=Severity.NOTICE,
            remedy="格式要求概述五个方面，没有发生的写明没有。",
        )
