"""What the offices of 云川市 have published, and what is on its way: invented, made by the real actions."""

import io
import zipfile
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from random import Random
from typing import NamedTuple

from django.core.files.base import ContentFile

from gongkai.apps.offices import actions as offices
from gongkai.apps.offices.models import Office, Person, Role, Section
from gongkai.apps.publishing import actions
from gongkai.apps.publishing.actions import Attached, Seen
from gongkai.apps.publishing.models import Item, Kind
from gongkai.apps.publishing.models.item import Ending
from gongkai.apps.publishing.scan import findings
from gongkai.apps.records.actions import store_file
from gongkai.apps.records.models import StoredFile
from gongkai.apps.records.moments import day_of
from gongkai.law.publication_stages import Stage
from gongkai.web.demo.people import PASSWORD


class Crew(NamedTuple):
    """Who works on the items of one office."""

    office: Office
    section: Section | None
    clerk: Person
    reviewers: tuple[Person, Person, Person]
    discloser: Person


class Told(NamedTuple):
    """One item as it is told: what, under which subject, how many days ago, in which words."""

    office: str
    title: str
    subject: str
    days_ago: int
    paragraphs: tuple[str, ...]
    attachment: str = ""


_PLAIN = "现将有关情况予以公布。"
_ASK = "对公布的内容有疑问的，可以在工作时间向本机关询问。"
TOLD = (
    Told("tcj", "云川市投资促进局2026年工作要点", "plans", 310, ("一、抓好项目落地。建立签约项目清单，逐项明确服务专员。", "二、改进服务。所需材料和时限向社会公开。", "三、加强统计。按月公布签约、开工、投产情况。")),
    Told("tcj", "云川市投资促进局2026年部门预算", "budgets", 290, ("一、部门职责和机构设置。", "二、2026年收支预算总体情况：全年收入预算1860万元，支出预算1860万元。", "三、“三公”经费预算安排38万元，比上年减少4万元。"), "2026年部门预算表"),
    Told("tcj", "2026年上半年全市招商引资项目签约和落地情况", "statistics", 130, ("上半年全市新签约项目126个，已开工81个，已投产24个。", "签约项目中，先进制造业占百分之四十七，现代服务业占百分之三十二。"), "项目落地情况表"),
    Told("tcj", "云川市投资促进局机关职能、机构设置和联系方式", "organization", 260, ("本局负责全市投资促进工作的统筹协调、项目服务和统计。", "内设办公室、法规科、投资服务科。", "办公时间：工作日8:30—12:00，14:00—17:30。")),
    Told("tcj", "2026年全市重点招商项目目录（第一批）", "projects", 88, ("经市政府同意，公布2026年重点招商项目目录第一批，共42个项目。", _ASK), "重点招商项目目录"),
    Told("tcj", "云川市投资促进局2025年度部门决算", "budgets", 95, ("一、收入支出决算总体情况。", "二、财政拨款支出决算1792万元，完成预算的百分之九十八。", "三、绩效评价结果为良。"), "2025年度部门决算表"),
    Told("tcj", "境外投资者办理外商投资信息报告指南", "licensing", 55, ("外商投资者或者外商投资企业通过企业登记系统报送投资信息。", "市场监督管理部门将信息推送商务主管部门，不需要另行报送。", "咨询电话见本局公开指南。")),
    Told("tcj", "2026年第三季度投资环境问题办理情况", "other", 22, ("第三季度收到企业反映的问题57件，办结52件，正在办理5件。", "反映较多的是用电报装、用地手续和人才住房。")),
    Told("tcj", "全市投资促进系统政府集中采购情况（2026年前三季度）", "procurement", 16, ("前三季度实施集中采购9次，合计金额214万元。", _ASK), "采购项目明细表"),
    Told("tcj", "投资项目安全生产联合检查情况通报", "inspections", 9, ("10月对在建招商项目开展联合检查，检查项目18个，发现隐患23处，已全部督促整改。",)),
    Told("fgw", "云川市国民经济和社会发展第十五个五年规划纲要编制工作方案", "plans", 240, ("一、总体要求。", "二、编制原则：问计于民、开门编规划。", "三、进度安排：前期研究、纲要起草、征求意见、审议发布。")),
    Told("fgw", "2026年云川市重大建设项目清单", "projects", 220, ("2026年安排市级重大建设项目96个，其中续建58个，新开工38个。", _PLAIN), "重大建设项目清单"),
    Told("fgw", "云川市发展和改革委员会2026年部门预算", "budgets", 288, ("一、部门基本情况。", "二、2026年收支预算总体情况。", "三、名词解释。"), "2026年部门预算表"),
    Told("fgw", "关于调整居民用管道天然气销售价格的公告", "charges", 150, ("居民用气第一档价格为每立方米2.68元，自2026年7月1日起执行。", "低保、特困家庭维持原价格。")),
    Told("fgw", "2026年上半年全市国民经济运行情况", "statistics", 120, ("上半年全市地区生产总值比上年同期增长百分之五点四。", "规模以上工业增加值增长百分之六点一，社会消费品零售总额增长百分之四点八。")),
    Told("fgw", "政府定价的经营服务性收费目录清单（2026年版）", "charges", 76, ("清单列入停车、垃圾处理、有线电视等收费项目11项。", "清单以外的，由市场调节。"), "收费目录清单"),
    Told("fgw", "云川市城市轨道交通一期工程可行性研究报告的批复", "projects", 33, ("原则同意该工程可行性研究报告。", "线路全长26.4公里，设车站19座。")),
    Told("fgw", "粮食应急保障预案（2026年修订）", "emergencies", 47, ("预警分为红色、橙色、黄色三级。", "应急供应网点38个，名单另行公布。")),
    Told("jyj", "2026年义务教育阶段学校招生入学工作的意见", "livelihood", 190, ("一、坚持免试就近入学。", "二、各区县在6月15日以前公布学校招生范围。", "三、随迁子女凭居住证申请。")),
    Told("jyj", "2026年全市义务教育阶段学校招生范围", "livelihood", 158, (_PLAIN, "划片范围按街道、社区列明，见附件。"), "学校招生范围"),
    Told("jyj", "民办学校年度检查结果的公告", "inspections", 36, ("检查民办学校64所，合格61所，基本合格3所。", _ASK)),
    Told("jyj", "2026年公开招聘教师公告", "recruitment", 205, ("招聘中小学教师180名，报名时间为4月1日至4月7日。", "报名条件、岗位表见附件。"), "招聘岗位表"),
    Told("jyj", "学生资助政策和申请办法", "livelihood", 66, ("资助对象、标准和申请材料按学段列明。", "申请人向所在学校提出，学校在十个工作日内审核。")),
    Told("sthj", "云川市2026年10月份环境空气质量状况", "inspections", 12, ("10月优良天数29天，优良率百分之九十三点五。", "细颗粒物平均浓度每立方米28微克。")),
    Told("sthj", "云川市2026年9月份环境空气质量状况", "inspections", 42, ("9月优良天数30天，优良率百分之百。", "细颗粒物平均浓度每立方米19微克。")),
    Told("sthj", "集中式饮用水水源水质状况（2026年第三季度）", "inspections", 39, ("监测水源地6个，水质达标率百分之百。",), "监测结果表"),
    Told("sthj", "突发环境事件应急预案", "emergencies", 175, ("一、组织指挥体系。", "二、预警和响应分为四级。", "三、信息报告：较大以上事件一小时内报告。")),
    Told("sthj", "建设项目环境影响评价审批结果（2026年11月上旬）", "licensing", 8, ("批准项目7个，不予批准1个。", "对批准决定不服的，可以依法申请行政复议或者提起行政诉讼。")),
    Told("sthj", "生态环境行政处罚决定（2026年第三季度）", "enforcement", 30, ("作出行政处罚决定15件，罚款合计86万元。", "案件摘要见附件。"), "行政处罚案件摘要"),
    Told("zjj", "2026年第四季度公共租赁住房配租结果", "livelihood", 11, ("参加配租家庭420户，配租成功388户。", _ASK)),
    Told("zjj", "老旧小区改造计划（2026年）", "projects", 215, ("2026年改造老旧小区74个，涉及居民2.3万户。", "改造内容由居民议定。"), "改造小区名单"),
    Told("zjj", "房屋建筑和市政工程施工许可办理指南", "licensing", 140, ("申请人提交用地、规划、施工合同等材料。", "自受理之日起七个工作日内办结。")),
    Told("zjj", "建筑施工安全检查情况（2026年10月）", "inspections", 14, ("检查在建工地112个，责令停工整改4个。",)),
    Told("scjg", "食品安全监督抽检信息公告（2026年第41期）", "inspections", 10, ("抽检食品12类260批次，合格257批次。", "不合格产品已经责令下架、召回。"), "不合格产品信息"),
    Told("scjg", "食品安全监督抽检信息公告（2026年第40期）", "inspections", 24, ("抽检食品9类210批次，全部合格。",)),
    Told("scjg", "涉企行政事业性收费检查结果", "charges", 58, ("检查单位36个，责令退还多收费用12.4万元。",)),
    Told("scjg", "个体工商户登记办理指南", "licensing", 102, ("个体工商户变更经营场所的，自变更之日起三十日内申请变更登记。", "经营场所在同一县区内的，不需要重新办理食品经营许可，变更许可证即可。")),
)  # fmt: skip
"""Published under 其他信息; the documents with their interpretations follow in code."""

CREWLESS = ("jyj", "sthj", "zjj", "scjg")
"""Offices without accounts of their own: one crew of the city's publishing centre serves them."""
CENTRE = (
    ("fabu-nigao", "方予", Role.CLERK),
    ("fabu-kezhang", "温以岚", Role.SECTION_HEAD),
    ("fabu-baomi", "孟清源", Role.SECRECY_REVIEWER),
    ("fabu-fenguan", "严知行", Role.DEPUTY_LEADER),
)


def publish_items(established: Mapping[str, Office], at: datetime) -> None:
    """Write, review and publish what the city has, and leave something waiting at every stage."""
    random = Random(20260731)  # noqa: S311 - the same city every time
    crews = dict(_crews(established, at))
    for told in sorted(TOLD, key=lambda each: -each.days_ago):
        then = at - timedelta(days=told.days_ago, minutes=random.randrange(240))
        crew = crews[told.office]
        formed_on = day_of(then - timedelta(days=random.randrange(1, 18)))
        item = Item(
            office=crew.office,
            section=crew.section,
            subject=told.subject,
            title=told.title,
            formed_on=formed_on,
            written_on=formed_on,
            body=_html(told.paragraphs),
        )
        _publish(crew, item, then, told.attachment)
    _publish_documents(crews, at)
    _leave_on_the_way(crews["tcj"], at)


def _crews(established: Mapping[str, Office], at: datetime) -> Iterator[tuple[str, Crew]]:
    people = {person.username: person for person in Person.objects.all()}
    for slug, prefix in (("tcj", ""), ("fgw", "fgw-")):
        names = ("jingban", "kezhang", "baomi", "fenguan", "jigou")
        clerk, head, secrecy, leader, discloser = (people[prefix + name] for name in names)
        section = established[slug].sections.get(name="法规科")
        yield slug, Crew(established[slug], section, clerk, (head, secrecy, leader), discloser)
    centre = []
    for username, name, role in CENTRE:
        person = Person(
            username=username,
            display_name=name,
            office=established["zfb"],
            is_demonstration=True,
        )
        offices.admit_person(person, password=PASSWORD, by=None, at=at)
        for slug in CREWLESS:
            offices.appoint(person, role, office=established[slug], by=None, at=at)
        centre.append(person)
    clerk, head, secrecy, leader = centre
    for slug in CREWLESS:
        yield slug, Crew(established[slug], None, clerk, (head, secrecy, leader), leader)


def _publish_documents(crews: Mapping[str, Crew], at: datetime) -> None:
    """Publish two documents in force with their interpretations, one abolished; withdraw one item, drop a draft."""
    tcj, fgw = crews["tcj"], crews["fgw"]
    measure = _document(
        tcj,
        "云川市投资促进局关于印发《云川市招商引资项目落地全程服务办法（试行）》的通知",
        "云川投促规〔2026〕2号",
        at - timedelta(days=2, hours=1),
        (
            "各县（市、区）投资促进部门，市直有关单位：",
            "《云川市招商引资项目落地全程服务办法（试行）》已经市投资促进局2026年第9次局务会议审议通过，现印发给你们，请认真贯彻执行。",
            "第一章　总则",
            "第一条　为了规范招商引资项目落地服务，提高项目履约率、开工率和投产率，根据《优化营商环境条例》等规定，结合本市实际，制定本办法。",
            "第二条　本市行政区域内签约的招商引资项目，从签约之日至投产之日的服务、协调和信息公开，适用本办法。",
            "第三条　项目落地服务坚持一个项目、一名专员、一张清单、一次告知，所需时限、材料和承办单位向社会公开。",
        ),
        years=2,
    )
    _interpret(
        tcj,
        measure,
        "读懂全程服务办法：项目从签约到投产，谁来服务、多久办好",
        at - timedelta(days=2),
    )
    rules = _document(
        fgw,
        "云川市政府投资项目管理办法",
        "云川发改规〔2026〕1号",
        at - timedelta(days=84),
        (
            "第一条　为了规范政府投资行为，提高政府投资效益，根据《政府投资条例》，结合本市实际，制定本办法。",
            "第二条　使用市级财政预算安排的资金进行固定资产投资建设的项目，适用本办法。",
        ),
        years=5,
    )
    _interpret(fgw, rules, "《云川市政府投资项目管理办法》政策问答", at - timedelta(days=83))
    old = _document(
        tcj,
        "云川市招商引资项目服务暂行办法",
        "云川投促规〔2024〕5号",
        at - timedelta(days=330),
        ("第一条　为了做好招商引资项目服务工作，制定本办法。",),
        years=2,
    )
    then = at - timedelta(days=1, hours=5)
    version = Item.objects.get(pk=old.pk).newest_version()
    version.ending, version.ended_on = Ending.ABOLISHED, day_of(then)
    version.formed_on = day_of(then)
    seen = version.latest_revision_id
    actions.amend_item(version, seen=seen, attached=[], by=tcj.clerk, at=then - timedelta(hours=30))
    _review(tcj, old, then)
    wrong = _publish(
        tcj,
        Item(
            office=tcj.office,
            section=tcj.section,
            subject="statistics",
            title="2026年9月全市招商引资项目签约情况",
            formed_on=day_of(at - timedelta(days=45)),
            body=_html(("9月全市新签约项目19个。",)),
        ),
        at - timedelta(days=40),
        "",
    )
    actions.withdraw_item(
        wrong,
        reason="附表中两个项目重复计数，核对更正以后重新公布。",
        by=tcj.discloser,
        at=at - timedelta(days=37),
    )
    double = actions.draft_item(
        Item(
            office=tcj.office,
            section=tcj.section,
            subject="statistics",
            title="2026年9月招商引资项目签约情况（重复建立）",
            formed_on=day_of(at - timedelta(days=45)),
            body=_html(("9月全市新签约项目19个。",)),
        ),
        by=tcj.clerk,
        at=at - timedelta(days=41),
    )
    actions.drop_item(
        double,
        seen=_shown(double),
        reason="同一内容已经另行拟稿。",
        by=tcj.clerk,
        at=at - timedelta(days=41) + timedelta(minutes=20),
    )


def _document(
    crew: Crew, title: str, number: str, then: datetime, text: tuple[str, ...], *, years: int
) -> Item:
    made_on = day_of(then - timedelta(days=3))
    return _publish(
        crew,
        Item(
            office=crew.office,
            section=crew.section,
            subject="rules",
            kind=Kind.NORMATIVE,
            title=title,
            document_number=number,
            written_on=made_on,
            formed_on=made_on,
            effective_on=day_of(then),
            expires_on=day_of(then) + timedelta(days=365 * years),
            topic="商贸、海关、旅游" if crew.office.slug == "tcj" else "国民经济管理、国有资产监管",
            body=_html(text),
        ),
        then,
        "规范格式文本",
    )


def _interpret(crew: Crew, document: Item, title: str, then: datetime) -> None:
    item = Item(
        office=crew.office,
        section=crew.section,
        subject="rules",
        kind=Kind.EXPLANATION,
        title=title,
        interprets=document,
        formed_on=day_of(then - timedelta(days=3)),
        body=_html(("一、为什么制定。", "二、主要内容。", "三、怎样办理。")),
    )
    _publish(crew, item, then, "")


def _leave_on_the_way(crew: Crew, at: datetime) -> None:
    """Leave two drafts, one item at every stage of review, and one returned."""
    first = at - timedelta(days=2)
    head, secrecy, _ = crew.reviewers
    ways: tuple[tuple[str, int, tuple[Person, ...]], ...] = (
        ("云川市投资促进局2027年工作要点（讨论稿）", -1, ()),
        ("投资项目“一站式”服务窗口设置情况", -1, ()),
        ("2026年10月全市招商引资项目签约情况", 0, ()),
        ("云川市投资服务专员名单和服务范围", 1, (head,)),
        ("2026年前三季度招商引资项目履约情况评估", 2, (head, secrecy)),
    )
    for number, (title, passed, reviewers) in enumerate(ways):
        item = _on_the_way(crew, title, first + timedelta(hours=number), number)
        if passed >= 0:
            actions.submit_item(
                item,
                seen=_shown(item),
                by=crew.clerk,
                at=first + timedelta(hours=number, minutes=20),
            )
        for step, reviewer in enumerate(reviewers, start=1):
            when = first + timedelta(hours=number + step)
            actions.approve_item(item, seen=_seen(item), by=reviewer, at=when)
    returned = _on_the_way(crew, "关于公布重点企业联系制度的通知", first, 9)
    actions.submit_item(
        returned, seen=_shown(returned), by=crew.clerk, at=first + timedelta(hours=2)
    )
    actions.return_item(
        returned,
        seen=_seen(returned),
        comment="第一段的联系人写的是个人手机，请改为科室电话；附件缺盖章页。",
        by=head,
        at=first + timedelta(hours=6),
    )
    changed = Item.objects.get(title="云川市投资促进局机关职能、机构设置和联系方式")
    version = changed.newest_version()
    version.formed_on = day_of(at - timedelta(days=4))
    version.body = _html(
        (
            "本局负责全市投资促进工作的统筹协调、项目服务、信息公开和统计。",
            "内设办公室、法规科、投资服务科。",
            "办公时间：工作日8:30—12:00，13:30—17:00。紧急时可以联系周老师13900000000。",
            "阅读有困难或者视力、听力有障碍的公民，本机关提供必要的帮助。",
        )
    )
    actions.amend_item(
        version, seen=version.latest_revision_id, attached=[], by=crew.clerk, at=first
    )
    actions.submit_item(changed, seen=_shown(changed), by=crew.clerk, at=first + timedelta(hours=1))
    actions.approve_item(
        changed,
        seen=_seen(changed),
        answers=_excuses(changed),
        by=head,
        at=first + timedelta(hours=3),
    )


def _excuses(item: Item) -> dict[str, str]:
    """Return why what the scan found may stand, as a reviewer would write it."""
    version = item.newest_version()
    found = findings(version)
    return {each.key: "值班手机，不是个人号码。" for each in found}


def _on_the_way(crew: Crew, title: str, then: datetime, number: int) -> Item:
    item = Item(
        office=crew.office,
        section=crew.section,
        subject="statistics" if "情况" in title else "plans",
        title=title,
        formed_on=day_of(then - timedelta(days=number * 3)),
        body=_html(("现将有关情况予以公布。", "具体内容见附件。")),
    )
    attached = [_attached(title, then)]
    return actions.draft_item(item, attached=attached, by=crew.clerk, at=then)


def _publish(crew: Crew, item: Item, then: datetime, attachment: str) -> Item:
    attached = [_attached(attachment, then)] if attachment else []
    written = then - timedelta(hours=30)
    actions.draft_item(item, attached=attached, by=crew.clerk, at=written)
    return _review(crew, item, then)


def _shown(item: Item) -> int | None:
    """Return the revision that the page of the item shows now."""
    item.refresh_from_db(fields=["latest_revision"])
    return item.latest_revision_id


def _review(crew: Crew, item: Item, then: datetime) -> Item:
    actions.submit_item(item, seen=_shown(item), by=crew.clerk, at=then - timedelta(hours=29))
    for hours, reviewer in zip((26, 5, 0), crew.reviewers, strict=True):
        when = then - timedelta(hours=hours)
        item = actions.approve_item(item, seen=_seen(item), by=reviewer, at=when)
    return item


def _seen(item: Item) -> Seen:
    """Return what a reviewer has on the screen now."""
    item.refresh_from_db()
    return Seen(Stage(item.stage), item.newest_version().reckoned_hash())


def _html(paragraphs: tuple[str, ...]) -> str:
    return "".join(
        f"<h2>{text}</h2>" if text.startswith("第一章") else f"<p>{text}</p>" for text in paragraphs
    )


def _attached(label: str, at: datetime) -> Attached:
    return Attached(_docx(label, at), label)


def _docx(text: str, at: datetime) -> StoredFile:
    """Return a document of one line, the smallest that a word processor opens."""
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" '
            'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
        ),
        "_rels/.rels": (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="r1" Type="{office}" Target="word/document.xml"/></Relationships>'
        ),
        "word/document.xml": (
            f'<w:document xmlns:w="{word}"><w:body><w:p><w:r><w:t>{text}（演示用，内容虚构）</w:t>'
            "</w:r></w:p></w:body></w:document>"
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
            archive.writestr(entry, f'<?xml version="1.0" encoding="UTF-8"?>{content}')
    return store_file(ContentFile(packed.getvalue(), name=f"{text}.docx"), at=at)
