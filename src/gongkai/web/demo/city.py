"""云川市: its offices with their guides, the same on every machine."""

from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple

from django.db import transaction

from gongkai.apps.offices import actions
from gongkai.apps.offices.models import Office, Person, Role, Section
from gongkai.apps.offices.queries import has_demonstration_accounts
from gongkai.apps.records.moments import day_of
from gongkai.web.demo import applications, reports
from gongkai.web.demo.items import publish_items
from gongkai.web.demo.people import PASSWORD, PEOPLE, SECTIONS, DemonstrationPerson


class Planned(NamedTuple):
    """One office to establish: its names, its address code, its kind."""

    name: str
    short_name: str
    slug: str
    kind: Office.Kind


SEED = 20190515
GOVERNMENT = Planned("云川市人民政府", "市政府", "szf", Office.Kind.GOVERNMENT)
MAIN = "zfb"  # the office that leads this work for the whole city
DEPARTMENTS = (
    ("人民政府办公室", "政府办公室", "zfb"),
    ("发展和改革委员会", "发展改革委", "fgw"),
    ("教育局", "教育局", "jyj"),
    ("科学技术局", "科技局", "kjj"),
    ("工业和信息化局", "工业和信息化局", "gxj"),
    ("公安局", "公安局", "gaj"),
    ("民政局", "民政局", "mzj"),
    ("司法局", "司法局", "sfj"),
    ("财政局", "财政局", "czj"),
    ("人力资源和社会保障局", "人力资源社会保障局", "rsj"),
    ("自然资源和规划局", "自然资源规划局", "zrzy"),
    ("生态环境局", "生态环境局", "sthj"),
    ("住房和城乡建设局", "住房城乡建设局", "zjj"),
    ("城市管理局", "城市管理局", "cgj"),
    ("交通运输局", "交通运输局", "jtj"),
    ("水务局", "水务局", "swj"),
    ("农业农村局", "农业农村局", "nyncj"),
    ("商务局", "商务局", "swuj"),
    ("投资促进局", "投资促进局", "tcj"),
    ("文化和旅游局", "文化旅游局", "wlj"),
    ("卫生健康委员会", "卫生健康委", "wjw"),
    ("退役军人事务局", "退役军人局", "tyjr"),
    ("应急管理局", "应急管理局", "yjj"),
    ("审计局", "审计局", "sjj"),
    ("市场监督管理局", "市场监管局", "scjg"),
    ("统计局", "统计局", "tjj"),
    ("医疗保障局", "医保局", "ybj"),
    ("行政审批服务局", "行政审批局", "xspj"),
    ("林业局", "林业局", "lyj"),
    ("数据局", "数据局", "sjuj"),
)
AGENCIES = (
    ("云川经济技术开发区管理委员会", "经开区管委会", "jkq"),
    ("云川高新技术产业开发区管理委员会", "高新区管委会", "gxq"),
)
LOWER_GOVERNMENTS = (
    ("青屏县人民政府", "青屏县政府", "qpx"),
    ("澄溪县人民政府", "澄溪县政府", "cxx"),
    ("望沙区人民政府", "望沙区政府", "wsq"),
)
# What the numbers of an office's documents begin with.
MARKS = {
    "szf": "云川政",
    "zfb": "云川政办",
    "fgw": "云川发改",
    "jyj": "云川教",
    "kjj": "云川科",
    "gxj": "云川工信",
    "gaj": "云川公",
    "mzj": "云川民",
    "sfj": "云川司",
    "czj": "云川财",
    "rsj": "云川人社",
    "zrzy": "云川资规",
    "sthj": "云川环",
    "zjj": "云川建",
    "cgj": "云川城管",
    "jtj": "云川交",
    "swj": "云川水",
    "nyncj": "云川农",
    "swuj": "云川商",
    "tcj": "云川投促",
    "wlj": "云川文旅",
    "wjw": "云川卫",
    "tyjr": "云川退役",
    "yjj": "云川应急",
    "sjj": "云川审",
    "scjg": "云川市监",
    "tjj": "云川统",
    "ybj": "云川医保",
    "xspj": "云川审批",
    "lyj": "云川林",
    "sjuj": "云川数",
    "jkq": "云川经开",
    "gxq": "云川高新",
    "qpx": "青屏政",
    "cxx": "澄溪政",
    "wsq": "望沙政",
}
RENAMED = ("tcj", "云川市招商局", "市招商局", date(2024, 3, 1))
"""One office bore another name until that day."""
ROADS = ("云水路", "澄心路", "望川大道", "青屏街", "长堤路", "北桥路", "新禾路", "枫台街")
UNITS = ("政务公开科", "办公室", "法规科")
HOURS = (
    "工作日 8:30—12:00，14:00—17:30",
    "工作日 9:00—12:00，13:30—17:30",
    "工作日 8:30—12:00，14:30—18:00",
)
# Which guides leave something out, as real ones do; the page says so and the desk lists it.
GAPS = {"lyj": ("fax",), "sjuj": ("fax", "arrangement"), "gxq": ("online", "access_methods")}


def stands() -> bool:
    """Return whether the city has been built in this database."""
    return has_demonstration_accounts()  # signed out for good or not: the city is there


def planned_offices() -> list[Planned]:
    """Return every office of the city in the order of its list: the government comes first."""
    departments = [
        Planned(f"云川市{name}", f"市{short}", slug, Office.Kind.DEPARTMENT)
        for name, short, slug in DEPARTMENTS
    ]
    agencies = [Planned(*row, Office.Kind.AGENCY) for row in AGENCIES]
    lower = [Planned(*row, Office.Kind.GOVERNMENT) for row in LOWER_GOVERNMENTS]
    return [GOVERNMENT, *departments, *agencies, *lower]


@transaction.atomic
def build(at: datetime) -> None:
    """Build the city with all that goes on in it, through the same actions as people use."""
    established = establish(at)
    applications.build(at)
    publish_items(established, at)
    reports.build(at)


@transaction.atomic
def establish(at: datetime) -> dict[str, Office]:
    """Return the offices by their codes, with guides up to this moment and people at work."""
    random = Random(SEED)  # noqa: S311 - the same city every time
    established: dict[str, Office] = {}
    for number, plan in enumerate(planned_offices(), start=1):
        office = Office(
            **plan._asdict(),
            supervisor=established.get(MAIN) or established.get(GOVERNMENT.slug),
            credit_code=f"11000000MB{number:07d}0",
            position=number * 10,
            document_mark=MARKS[plan.slug],
            **_remedies_against(plan),
            **guide_text(random, number, plan),
        )
        then = at - timedelta(days=random.randrange(400))
        established[plan.slug] = _establish(office, then)
    sections = {
        (slug, name): actions.open_section(
            established[slug], name=name, position=number * 10, by=None, at=at
        )
        for slug, names in SECTIONS.items()
        for number, name in enumerate(names, start=1)
    }
    for person in PEOPLE:
        from_on = day_of(at) - timedelta(days=random.randrange(200, 900))
        section = sections.get((person.office, person.section))
        _admit(person, established[person.office], section, from_on, at)
    return established


def _establish(office: Office, at: datetime) -> Office:
    """Return the office, where it was renamed through its former name."""
    slug, former, former_short, until_on = RENAMED
    if office.slug != slug:
        return actions.establish_office(office, by=None, at=at)
    name, short_name = office.name, office.short_name
    office.name, office.short_name = former, former_short
    return actions.rename_office(
        actions.establish_office(office, by=None, at=at),
        name=name,
        short_name=short_name,
        from_on=until_on,
        seen=1,
        by=None,
        at=at,
    )


def _remedies_against(plan: Planned) -> dict[str, str]:
    """Return who reviews and who judges what the office answers: above a government, one level up."""
    if plan is GOVERNMENT:
        return {"reviewer": "云岭省人民政府", "court": "云川市中级人民法院"}
    of_government = plan.kind == Office.Kind.GOVERNMENT
    court = "云川市中级人民法院" if of_government else "云川市望沙区人民法院"
    return {"reviewer": GOVERNMENT.name, "court": court}


def guide_text(random: Random, number: int, plan: Planned) -> dict[str, str]:
    """Return the guide of one office; the government and its general office share one desk."""
    if plan.slug in {GOVERNMENT.slug, MAIN}:
        random, number = Random(SEED), 1  # noqa: S311 - the same desk both times
    slug = MAIN if plan is GOVERNMENT else plan.slug
    unit = "市政府办公室政务公开科" if slug == MAIN else plan.short_name + random.choice(UNITS)
    road, house = random.choice(ROADS), random.randrange(1, 400)
    line = f"（0000）555-{number:02d}{random.randrange(10)}"
    mail = f"xxgk@{slug}.yunchuan.example"
    guide = {
        "unit_name": unit,
        "address": f"云川市{road}{house}号{random.randrange(1, 9)}楼{random.randrange(1, 30):02d}室",
        "hours": random.choice(HOURS),
        "telephone": f"{line}1",
        "fax": f"{line}9",
        "online": mail,
        "classification": (
            "本机关的政府信息分为机关职能、政策文件、规划统计、行政执法、资金使用、"
            "公共服务和其他依法应当公开的信息七类。"
        ),
        "arrangement": (
            "按照主题分类编排，同一类内按发布日期由近及远排列。"
            "每条信息有索引号、名称、内容概述和生成日期。"
        ),
        "access_methods": (
            "主动公开的信息可以在云川市人民政府网站政府信息公开专栏、市档案馆、"
            "市公共图书馆和政务服务大厅查阅。\n没有主动公开的信息，可以依法申请。"
        ),
        "application_channels": (
            "当面提交：办公时间到上述地址。\n"
            "邮政寄送：寄到上述地址，信封上注明“政府信息公开申请”。\n"
            f"电子邮件：{mail}，收到后与您确认，以确认之日为收到之日。"
        ),
    }
    return guide | dict.fromkeys(GAPS.get(slug, ()), "")


def _admit(
    person: DemonstrationPerson,
    office: Office,
    section: Section | None,
    from_on: date,
    at: datetime,
) -> None:
    account = Person(
        username=person.username,
        display_name=person.display_name,
        office=office,
        is_demonstration=True,
    )
    actions.admit_person(account, password=PASSWORD, by=None, at=at)
    where = None if person.role is Role.ADMINISTRATOR else office
    actions.appoint(account, person.role, where, section=section, from_on=from_on, by=None, at=at)
