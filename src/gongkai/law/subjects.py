"""What must be published of one's own accord: articles 20 and 21, and the unified platform's entries."""

from dataclasses import dataclass

from gongkai.law.citations import Citation, cite


@dataclass(frozen=True)
class Subject:
    """One kind of information that the Regulation names."""

    key: str
    name: str
    citation: Citation


_ARTICLE_20 = (
    ("rules", "行政法规、规章和规范性文件"),
    ("organization", "机关职能、机构设置、办公地址、办公时间、联系方式、负责人姓名"),
    ("plans", "国民经济和社会发展规划、专项规划、区域规划及相关政策"),
    ("statistics", "国民经济和社会发展统计信息"),
    ("licensing", "办理行政许可和其他对外管理服务事项的依据、条件、程序以及办理结果"),
    (
        "enforcement",
        "实施行政处罚、行政强制的依据、条件、程序以及本行政机关认为具有一定社会影响的行政处罚决定",
    ),
    ("budgets", "财政预算、决算信息"),
    ("charges", "行政事业性收费项目及其依据、标准"),
    ("procurement", "政府集中采购项目的目录、标准及实施情况"),
    ("projects", "重大建设项目的批准和实施情况"),
    ("livelihood", "扶贫、教育、医疗、社会保障、促进就业等方面的政策、措施及其实施情况"),
    ("emergencies", "突发公共事件的应急预案、预警信息及应对情况"),
    ("inspections", "环境保护、公共卫生、安全生产、食品药品、产品质量的监督检查情况"),
    ("recruitment", "公务员招考的职位、名额、报考条件等事项以及录用结果"),
    ("other", "法律、法规、规章和国家有关规定规定应当主动公开的其他政府信息"),
)
_NUMERALS = "一二三四五六七八九十"


def _numeral(number: int) -> str:
    return _NUMERALS[number - 1] if number <= 10 else f"十{_NUMERALS[number - 11]}"


ARTICLE_20 = tuple(
    Subject(key, name, cite("regulation-2019", f"第二十条第（{_numeral(number)}）项"))
    for number, (key, name) in enumerate(_ARTICLE_20, start=1)
)
"""The fifteen items of article 20, in its order."""

ARTICLE_21_CITY_AND_COUNTY = Subject(
    "city-and-county",
    "市政建设、公共服务、公益事业、土地征收、房屋征收、治安管理、社会救助等方面的政府信息",
    cite("regulation-2019", "第二十一条"),
)
"""What governments of cities with districts and of counties, and their departments, publish besides."""

ARTICLE_21_TOWNSHIP = Subject(
    "township",
    "贯彻落实农业农村政策、农田水利工程建设运营、农村土地承包经营权流转、宅基地使用情况审核、"
    "土地征收、房屋征收、筹资筹劳、社会救助等方面的政府信息",
    cite("regulation-2019", "第二十一条"),
)
"""What governments of townships and towns publish besides."""

PLATFORM_ENTRIES = {
    "guide": "政府信息公开指南",
    "rules": "政府信息公开制度",
    "content": "法定主动公开内容",
    "reports": "政府信息公开年报",
    "apply": "依申请公开",
}
"""The five entries of the unified platform by their exact names and in their order (国办公开办函〔2019〕61号)."""
