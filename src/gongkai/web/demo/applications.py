"""The applications of the demonstration: last year's, and this year's in every stage around today.

Each goes through the real actions, with the moments at which people would have done so.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import NamedTuple, TypedDict

from django.core.files.base import File
from django.utils import timezone

from gongkai.apps.applications import actions
from gongkai.apps.applications.clock import calendar, confirm_by
from gongkai.apps.applications.models import (
    Applicant,
    ApplicantKind,
    Application,
    Reply,
    SupplyForm,
    SupplyWay,
)
from gongkai.apps.applications.reply_text import contents_of
from gongkai.apps.offices.models import Office, Person
from gongkai.apps.records.moments import day_of
from gongkai.law.answers import ANSWERS, questions_to
from gongkai.law.application_stages import Act, Stage
from gongkai.law.procedures import Consulted
from gongkai.law.receipt import Channel

KIND = ApplicantKind
WAY = Reply.DeliveryWay


class Who(NamedTuple):
    """An invented applicant."""

    name: str
    kind: ApplicantKind


PEOPLE = (
    Who("苏念安", KIND.NATURAL_PERSON),
    Who("云川青禾农业科技有限公司", KIND.COMMERCIAL_ENTERPRISE),
    Who("江予舟", KIND.NATURAL_PERSON),
    Who("云川县域经济研究所", KIND.RESEARCH_INSTITUTION),
    Who("温知夏", KIND.NATURAL_PERSON),
    Who("云川澄水环境志愿者协会", KIND.PUBLIC_WELFARE_ORGANIZATION),
    Who("骆景明", KIND.NATURAL_PERSON),
    Who("云川明衡律师事务所", KIND.LEGAL_SERVICE_INSTITUTION),
    Who("白书宁", KIND.NATURAL_PERSON),
    Who("云川智造装备有限公司", KIND.COMMERCIAL_ENTERPRISE),
    Who("叶清越", KIND.NATURAL_PERSON),
    Who("望川街道枫台社区业主委员会", KIND.OTHER_ORGANIZATION),
)


class Past(NamedTuple):
    """One of last year: when it arrived and how, what it asked, how it was answered, in how many days."""

    arrived: tuple[int, int]
    wanted: str
    answer: str
    days: int
    channel: Channel = Channel.INTERNET


LAST_YEAR = (
    Past((1, 8), "2024年招商引资项目履约监管台账", "granted", 12),
    Past((1, 22), "招商引资奖励资金管理办法", "already-public", 5),
    Past((2, 17), "云水产业园一期入驻企业名单", "granted", 15, Channel.POST_SIGNED),
    Past((3, 5), "2024年招商小分队外出考察费用", "granted-in-part", 18),
    Past((3, 20), "青屏县光伏项目用地审批文件", "not-our-office", 9),
    Past((4, 9), "与某装备企业的投资协议书全文", "third-party", 19, Channel.POST_ORDINARY),
    Past((4, 24), "招商工作会议讨论记录", "process-information", 16),
    Past((5, 13), "2019年招商项目流失原因分析", "needs-creation", 14, Channel.FAX),
    Past((6, 4), "望川大道地块引进项目社会稳定风险评估报告", "does-not-exist", 17),
    Past((6, 19), "要求查处某企业套取奖励资金", "petition", 8, Channel.COUNTER),
    Past((7, 3), "2024年度部门决算", "already-public", 4),
    Past((7, 22), "招商引资奖励资金兑付明细", "granted-in-part", 20),
    Past((8, 14), "投资促进局工作人员考核结果", "internal-affairs", 13, Channel.COUNTER),
    Past((9, 3), "2024年外来投资企业满意度调查结果", "granted", 11),
    Past((9, 25), "招商引资奖励资金兑付明细", "repeat", 6),
    Past((10, 20), "云川市产业地图（2025年版）", "granted", 10, Channel.ORAL),
    Past((12, 15), "2025年新签约项目清单", "granted", 19),
    Past((12, 29), "高新区标准厂房租金优惠办法", "granted", 14),
)


class Now(NamedTuple):
    """One of this year: how many working days ago it was received, and how far it has come."""

    ago: int
    wanted: str
    reaches: Stage
    answer: str = "granted"
    channel: Channel = Channel.INTERNET
    late: bool = False
    returned: str = ""
    beside: Act | None = None
    """What was begun beside the reply on the day after its receipt, and is not ended."""


DUE_NEXT = 20
"""Received so many working days ago it is due today, or on the next working day."""
THIS_YEAR = (
    Now(168, "2025年招商引资工作总结", Stage.CLOSED),
    Now(121, "投资促进专项资金绩效评价报告", Stage.CLOSED, "granted-in-part"),
    Now(92, "境外招商活动审批件", Stage.CLOSED, "third-party"),
    Now(64, "园区配套道路建设计划", Stage.REPLIED, "not-our-office"),
    Now(47, "2025年外资项目台账", Stage.REPLIED, late=True),
    Now(15, "招商引资政策汇编", Stage.REPLIED, "already-public", Channel.COUNTER),
    Now(DUE_NEXT, "2025年招商引资奖励资金兑现名单", Stage.SIGNED),
    Now(18, "2024年以来招商引资项目签约和落地情况", Stage.SIGNING, "granted-in-part"),
    Now(17, "招商专班出国（境）经费", Stage.DRAFTING, "granted", returned="经费请列到分项，理由写到第几条第几款。"),
    Now(13, "产业引导基金投资项目评审意见", Stage.DRAFTING, "process-information"),
    Now(16, "云水产业园二期规划设计条件", Stage.HANDLING, channel=Channel.POST_SIGNED),
    Now(5, "园区项目土地出让协议", Stage.HANDLING),
    Now(0, "外资项目情况", Stage.UNCONFIRMED, channel=Channel.POST_ORDINARY),
    Now(2, "测试", Stage.VOID),
    Now(0, "2026年前三季度招商引资项目进展", Stage.FILED),
    Now(0, "招商引资合同范本及附件", Stage.FILED),
    Now(4, "招商引资有关文件", Stage.HANDLING, beside=Act.NOTIFY_CORRECTION),
    Now(6, "与云川智造装备有限公司的投资协议", Stage.HANDLING, beside=Act.CONSULT),
    Now(18, "近五年招商引资考察报告", Stage.HANDLING, beside=Act.EXTEND),
    Now(8, "2021年以来每月招商活动台账", Stage.HANDLING, beside=Act.CHARGE),
)  # fmt: skip
ELSEWHERE = (
    Now(60, "“十五五”规划前期研究课题清单", Stage.CLOSED),
    Now(22, "重大项目节能审查意见", Stage.DRAFTING),
    Now(9, "价格成本监审报告", Stage.HANDLING),
    Now(0, "充电桩建设补贴标准", Stage.FILED),
)

WRITTEN = {
    "所提供的政府信息，或者获取该信息的方式、途径和时间": "所申请的信息见随本答复提供的文件，共1份。",
    "获取该政府信息的方式、途径": "该信息已在云川市人民政府网站政府信息公开专栏公开，可以直接查阅、下载。",
    "可以公开的内容": "项目名称、所在县区、开工时间见随本答复提供的文件。",
    "不予公开部分的理由和依据": "合同价款属于商业秘密，公开会对企业合法权益造成损害，依据《中华人民共和国政府信息公开条例》第十五条，不予公开。",
    "征求第三方意见的情况": "本机关书面征求了企业意见，企业说明理由后不同意公开。",
    "检索的范围和经过": "本机关以项目名称、年份检索了公文系统和档案目录，没有检索到。",
    "能够确定的，负责公开的行政机关的名称、联系方式": "由青屏县人民政府负责公开，联系方式见该机关的政府信息公开指南。",
}


TO_CORRECT = "请写明是哪一年、哪一类文件，例如文号、名称或者发布时间。"
MANY = "近三个月内向本机关提出申请二百余件"


class Doing(TypedDict):
    """Who does an act, when, on which edition."""

    seen: int
    by: Person
    at: datetime


@dataclass
class Desk:
    """The people of one office who take its applications through."""

    office: Office
    clerk: Person
    leader: Person
    head: Person
    at: datetime
    serial: int = field(default=0)

    def moment(self, day: date, hour: int, minute: int = 0) -> datetime:
        """Return that time of the day, in China; never later than now."""
        zone = timezone.get_current_timezone()
        return min(datetime.combine(day, time(hour, minute), zone), self.at)

    def after(self, day: date, count: int) -> date:
        """Return the day so many working days later; never later than today."""
        later = calendar().working_day(day, count) if count else calendar().next_working_day(day)
        return min(later, day_of(self.at))

    def before(self, count: int) -> date:
        """Return the day that lies so many working days before today or the next working day."""
        today = calendar().next_working_day(day_of(self.at))
        if not count:
            return day_of(self.at)
        day = today - timedelta(days=count)
        while calendar().working_days_between(day, today) < count or not calendar().is_working_day(
            day
        ):
            day -= timedelta(days=1)
        return min(day, day_of(self.at))

    def receive(self, on: date, wanted: str, channel: Channel) -> Application:
        """Return the application as it arrived."""
        who = PEOPLE[self.serial % len(PEOPLE)]
        self.serial += 1
        is_person = who.kind is KIND.NATURAL_PERSON
        by_post = channel in (Channel.POST_SIGNED, Channel.POST_ORDINARY)
        application = Application(
            channel=channel,
            received_on=on,
            applicant_kind=who.kind,
            wanted=wanted,
            supply_form=SupplyForm.PAPER if by_post else SupplyForm.ELECTRONIC,
            supply_way=SupplyWay.POST if by_post else SupplyWay.PORTAL,
        )
        kinds = Applicant.IdentityKind
        applicant = Applicant(
            name=who.name,
            identity_kind=kinds.RESIDENT_CARD if is_person else kinds.CREDIT_CODE,
            identity_number=f"0000001900010{self.serial:04d}0"
            if is_person
            else f"00000000MA{self.serial:07d}0",
            contact_name="" if is_person else "联系人甲",
            telephone=f"（0000）555-01{self.serial % 100:02d}",
            address=f"云川市长堤路{self.serial}号" if by_post else "",
        )
        if channel is Channel.INTERNET:
            proof = actions.Paper(a_page("身份证明.pdf"), "身份证明", is_identity=True)
            at = self.moment(on, 9, self.serial % 60)
            actions.file_application(
                application, applicant, office=self.office, papers=[proof], at=at
            )
        else:
            scan = actions.Paper(a_page("申请书.pdf"), "申请书", is_identity=True)
            actions.take_in(
                application, applicant, office=self.office, papers=[scan], by=self.clerk,
                at=self.moment(on, 10, self.serial % 60),
            )  # fmt: skip
        return application

    def count(self, application: Application, on: date) -> Application:
        """Return the application with its day of receipt."""
        if application.stage == Stage.FILED:
            application = actions.register(application, **self.doing(application, on, 10))
        if application.stage == Stage.UNCONFIRMED:
            confirmation = actions.Confirmation(
                on,
                actions.ConfirmedWith.APPLICANT,
                actions.ConfirmedBy.TELEPHONE,
                f"10:20通话，对方号码后四位{application.applicant.telephone[-4:]}。",
            )
            application = actions.confirm(
                application, confirmation, **self.doing(application, on, 10, 30)
            )
        return actions.assign(
            application, handler=self.clerk, section=None, **self.doing(application, on, 11)
        )

    def draft(self, application: Application, answer: str, on: date) -> Application:
        """Return the application with its answer and everything the reply says."""
        replies = {each.key: each.key == answer for each in questions_to(ANSWERS[answer])}
        application = actions.decide(application, replies, **self.doing(application, on, 14))
        headings = contents_of(ANSWERS[answer])
        page = actions.Paper(a_page("提供的信息.pdf"), application.wanted)
        files = [page] if ANSWERS[answer].supplies_information else []
        return actions.draft_reply(
            application,
            {heading: WRITTEN.get(heading, f"{heading}见有关材料。") for heading in headings},
            files=files,
            **self.doing(application, on, 15),
        )

    def submit(self, application: Application, on: date) -> Application:
        return actions.submit_reply(application, **self.doing(application, on, 16))

    def sign(self, application: Application, on: date) -> Application:
        return actions.sign_reply(
            application, **self.doing(application, on, 16, 30, by=self.leader)
        )

    def deliver(self, application: Application, on: date, late: str = "") -> Application:
        by_post = application.supply_way == SupplyWay.POST
        return actions.deliver_reply(
            application,
            way=WAY.POST if by_post else WAY.PORTAL,
            on=on,
            evidence="特快专递 0000000000" if by_post else "",
            late_reason=late,
            **self.doing(application, on, 17),
        )

    def doing(
        self,
        application: Application,
        on: date,
        hour: int,
        minute: int = 0,
        by: Person | None = None,
    ) -> Doing:
        return {
            "seen": application.edition,
            "by": by or self.clerk,
            "at": self.moment(on, hour, minute),
        }

    def begin(self, application: Application, act: Act | None, on: date) -> None:
        """Begin what runs beside the reply."""
        doing = self.doing(application, on, 14)
        direct = actions.Service(WAY.DIRECT, on, "送达回证")
        match act:
            case Act.NOTIFY_CORRECTION:
                until_on = calendar().working_day(on, 10)
                actions.notify_correction(
                    application, what=TO_CORRECT, until_on=until_on, service=direct, **doing
                )
            case Act.CONSULT:
                actions.consult(
                    application, whom=Consulted.THIRD_PARTY, name="云川智造装备有限公司",
                    what="投资协议全文", delivered_on=on, service=direct, **doing,
                )  # fmt: skip
            case Act.EXTEND:
                reason = "涉及多个年度、多个科室，检索量大"
                by_head = self.doing(application, on, 10, by=self.head)
                application = actions.extend(application, days=10, reason=reason, **by_head)
                actions.tell_extension(application, direct, **self.doing(application, on, 14))
            case Act.CHARGE:
                actions.charge(
                    application, actions.Tally("items", 24), why=MANY,
                    how="凭缴款码到云川市财政非税收入代收银行缴纳", service=direct, **doing,
                )  # fmt: skip

    def past(self, plan: Past, year: int) -> None:
        """Take one of last year from its arrival to the archive."""
        arrived = date(year, *plan.arrived)
        application = self.receive(arrived, plan.wanted, plan.channel)
        zero = confirm_by(application).day if plan.channel.needs_confirmation else arrived
        application = self.count(application, zero)
        replied = self.after(zero, plan.days)
        application = self.draft(application, plan.answer, self.after(zero, plan.days // 2))
        application = self.submit(application, self.after(zero, plan.days - 1))
        application = self.sign(application, replied)
        application = self.deliver(application, replied)
        actions.close(application, **self.doing(application, self.after(replied, 3), 9))

    def now(self, plan: Now) -> None:
        """Take one of this year as far as it has come."""
        reached = plan.reaches
        zero = self.before(plan.ago)
        application = self.receive(zero, plan.wanted, plan.channel)
        if reached is Stage.VOID:
            actions.void(
                application,
                reason=actions.VoidReason.MISTAKE,
                shown_by="申请内容只有“测试”两个字，电话核实是试用网页。",
                **self.doing(application, zero, 10),
            )
        if reached in (Stage.VOID, Stage.FILED, Stage.UNCONFIRMED):
            return
        application = self.count(application, zero)
        self.begin(application, plan.beside, self.after(zero, 1))
        if reached is Stage.HANDLING:
            return
        today = day_of(self.at)
        finished = reached in (Stage.REPLIED, Stage.CLOSED)
        on = self.after(zero, 9) if finished else self.after(zero, min(plan.ago, 10))
        application = self.draft(application, plan.answer, on)
        if plan.returned:
            application = self.submit(application, self.after(on, 1))
            doing = self.doing(application, self.after(on, 2), 9, by=self.leader)
            application = actions.return_reply(application, reason=plan.returned, **doing)
        if reached is Stage.DRAFTING:
            return
        application = self.submit(application, self.after(on, 2))
        if reached is Stage.SIGNING:
            return
        application = self.sign(application, self.after(on, 4))
        if reached is Stage.SIGNED:
            return
        replied = min(self.after(zero, 23 if plan.late else 13), today)
        late = "征求意见的材料到得晚，已当面向申请人说明。" if plan.late else ""
        application = self.deliver(application, replied, late)
        if reached is Stage.CLOSED:
            actions.close(application, **self.doing(application, self.after(replied, 3), 9))


def build(at: datetime) -> None:
    """File and handle the applications of the city up to this moment."""
    last_year = day_of(at).year - 1
    bureau = _desk("tcj", "jingban", "fenguan", "jigou", at)
    for past in LAST_YEAR:
        bureau.past(past, last_year)
    for now in THIS_YEAR:
        bureau.now(now)
    commission = _desk("fgw", "fgw-jingban", "fgw-fenguan", "fgw-jigou", at)
    for now in ELSEWHERE:
        commission.now(now)


def _desk(slug: str, clerk: str, leader: str, head: str, at: datetime) -> Desk:
    def who(username: str) -> Person:
        return Person.objects.get(username=username)

    return Desk(Office.objects.get(slug=slug), who(clerk), who(leader), who(head), at)


def a_page(name: str) -> File[bytes]:
    """Return an empty page under this name."""
    page = (
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF\n"
    )
    return File(BytesIO(page), name=name)
