"""The entries of the unified platform (国办公开办函〔2019〕61号): names and order are not ours."""

from typing import NamedTuple

from django.urls import reverse

from gongkai.law.subjects import PLATFORM_ENTRIES


class Column(NamedTuple):
    """One entry, with what the page's meta elements say of it (《政府网站发展指引》)."""

    name: str
    view: str
    description: str
    keywords: str
    kind: str = "政务公开"

    @property
    def address(self) -> str:
        return reverse(self.view)


GUIDE = Column(
    PLATFORM_ENTRIES["guide"],
    "guides",
    "各机关政府信息的分类、编排体系和获取方式，以及政府信息公开工作机构的地址、时间和电话。",
    "政府信息公开指南,工作机构,办公地址,办公时间,联系电话",
)
RULES = Column(
    PLATFORM_ENTRIES["rules"],
    "rules",
    "政府信息公开工作依据的法规、规章和文件，以及它们的文号和施行日期。",
    "政府信息公开条例,信息处理费,年度报告格式",
)
CONTENT = Column(
    PLATFORM_ENTRIES["content"],
    "content",
    "《政府信息公开条例》第二十条、第二十一条规定主动公开的事项。",
    "主动公开,第二十条,第二十一条",
)
REPORTS = Column(
    PLATFORM_ENTRIES["reports"],
    "reports",
    "各机关每年的政府信息公开工作年度报告，以及公布期限和格式。",
    "政府信息公开工作年度报告,年报",
)
APPLY = Column(
    PLATFORM_ENTRIES["apply"],
    "apply",
    "怎样申请公开政府信息：向谁申请、申请写什么、哪一天算收到、多久答复。",
    "依申请公开,申请,答复期限",
)
COLUMNS = (GUIDE, RULES, CONTENT, REPORTS, APPLY)
