"""What the office writes while an answer is sought: one plain template each, kept as it was sent (条例第三十条至第三十五条)."""

from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string

from gongkai.apps.applications.models import ApplicantKind, Application
from gongkai.law.fees import Fee
from gongkai.law.parameters import parameter
from gongkai.law.procedures import Consulted


@dataclass(frozen=True)
class Notice:
    """A notice as structured text, in the order in which it is read."""

    office: str
    title: str
    addressee: str
    paragraphs: tuple[str, ...]
    dated_on: date


def page_of(notice: Notice) -> str:
    """Return the notice as a page that stands alone and prints."""
    return str(render_to_string("applications/notice_page.html", {"notice": notice}))


def correction_notice(
    application: Application, what: str, until_on: date, dated_on: date
) -> Notice:
    """补正通知书: what is missing, by when, and what follows if nothing comes (art. 30)."""
    you = _you(application)
    return _to_applicant(
        application,
        "政府信息公开申请补正通知书",
        (
            (
                f"本机关于{_day(application.counted_on)}收到{you}提出的政府信息公开申请（受理编号：{application.number}），"
                f"{you}申请公开“{application.wanted}”。经审查，申请内容不明确，需要补正。"
            ),
            f"根据《中华人民共和国政府信息公开条例》第三十条的规定，请{you}对下列事项作出补正：",
            *what.splitlines(),
            (
                f"请于{_day(until_on)}以前将补正的申请提交本机关。本机关收到补正的申请之日起重新计算答复期限。"
                f"无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请。"
            ),
        ),
        dated_on,
    )


def consultation_letter(
    application: Application, whom: Consulted, name: str, what: str, dated_on: date
) -> Notice:
    """征求意见书: what is to be disclosed and by when to answer; it never says who applied."""
    if whom is Consulted.THIRD_PARTY:
        days = parameter("third_party.answer_term").on(dated_on).number
        why = (
            "公开该政府信息可能涉及你（单位）的合法权益。根据《中华人民共和国政府信息公开条例》第三十二条的规定，"
            f"请你（单位）自收到本征求意见书之日起{days}个工作日内，就是否同意公开提出书面意见；不同意公开的，请说明理由。"
            "逾期未提出意见的，由本机关依照条例的规定决定是否公开。"
        )
    elif whom is Consulted.CO_AUTHOR:
        days = parameter("third_party.co_author_answer_term").on(dated_on).number
        why = (
            "该政府信息由本机关牵头、与你单位共同制作。根据《中华人民共和国政府信息公开条例》第三十四条的规定，"
            f"请你单位自收到本征求意见书之日起{days}个工作日内提出意见，逾期未提出意见的视为同意公开。"
        )
    else:
        why = "根据《中华人民共和国政府信息公开条例》第三十三条第三款的规定，现征求你单位的意见，请尽快书面回复。"
    return Notice(
        application.office.name_on(dated_on),
        "政府信息公开征求意见书",
        name,
        (
            f"本机关正在办理一件政府信息公开申请（受理编号：{application.number}），所申请公开的政府信息为：",
            *what.splitlines(),
            why,
        ),
        dated_on,
    )


def extension_notice(application: Application, days: int, reason: str, dated_on: date) -> Notice:
    """延期告知书: by how many days the reply is put off, and why (art. 33 §2)."""
    you = _you(application)
    return _to_applicant(
        application,
        "政府信息公开申请延期答复告知书",
        (
            (
                f"{you}提出的政府信息公开申请（受理编号：{application.number}），本机关于"
                f"{_day(application.counted_on)}收到。"
            ),
            (
                f"因{reason.rstrip('。')}，不能在规定期限内答复。根据《中华人民共和国政府信息公开条例》第三十三条第二款的规定，"
                f"经本机关政府信息公开工作机构负责人同意，答复期限延长{days}个工作日。"
            ),
        ),
        dated_on,
    )


def reasons_notice(application: Application, what: str, until_on: date, dated_on: date) -> Notice:
    """说明理由通知书: that so many applications ask for a reason (art. 35)."""
    you = _you(application)
    return _to_applicant(
        application,
        "政府信息公开申请说明理由通知书",
        (
            f"{you}提出的政府信息公开申请（受理编号：{application.number}）已经收到。",
            f"{you}申请公开政府信息的数量、频次明显超过合理范围：",
            *what.splitlines(),
            (
                "根据《中华人民共和国政府信息公开条例》第三十五条的规定，"
                f"请于{_day(until_on)}以前书面说明理由。理由不合理的，本机关不予处理；"
                "理由合理但不能在规定期限内答复的，本机关将确定延迟答复的合理期限并告知。"
            ),
        ),
        dated_on,
    )


def delay_notice(application: Application, delayed_to: date, reason: str, dated_on: date) -> Notice:
    """延迟答复告知书: the later day that was set, and why (art. 35)."""
    you = _you(application)
    return _to_applicant(
        application,
        "政府信息公开申请延迟答复告知书",
        (
            f"{you}提出的政府信息公开申请（受理编号：{application.number}）及所说明的理由已经收到。",
            (
                f"因{reason.rstrip('。')}，本机关不能在规定期限内答复。根据《中华人民共和国政府信息公开条例》第三十五条的规定，"
                f"本机关确定延迟至{_day(delayed_to)}以前答复。"
            ),
        ),
        dated_on,
    )


def fee_notice(
    application: Application, fee: Fee, why: str, how: str, due_on: date, dated_on: date
) -> Notice:
    """收费通知书: on what ground, by which tariff, how much, how and by when to pay (收费办法 art. 6)."""
    you = _you(application)
    steps = "；".join(told_charges(fee))
    days = parameter("fee.payment_term").on(dated_on).number
    return _to_applicant(
        application,
        "政府信息公开信息处理费收费通知书",
        (
            f"{you}提出的政府信息公开申请（受理编号：{application.number}）已经收到。",
            f"{you}申请公开政府信息的数量、频次明显超过合理范围：{why.rstrip('。')}。",
            (
                f"根据《中华人民共和国政府信息公开条例》第四十二条和《政府信息公开信息处理费管理办法》的规定，"
                f"本机关收取信息处理费{fee.yuan:,}元（{steps}）。"
            ),
            f"缴纳方式：{how}",
            (
                f"请自收到本通知次日起{days}个工作日内（{_day(due_on)}以前）缴纳。逾期未缴纳的，视为放弃申请，"
                "本机关不再处理该政府信息公开申请；缴费完成的，自次日起重新计算答复期限。"
            ),
        ),
        dated_on,
    )


def told_charges(fee: Fee) -> list[str]:
    """Return each step of a fee in words: 第11至12件每件100元，计200元."""
    return [
        f"第{each.first}至{each.last}{fee.unit}每{fee.unit}{each.price}元，计{each.yuan:,}元"
        for each in fee.charges
    ]


def _to_applicant(
    application: Application, title: str, paragraphs: tuple[str, ...], dated_on: date
) -> Notice:
    office = application.office.name_on(dated_on)
    return Notice(office, title, application.applicant.name, paragraphs, dated_on)


def _you(application: Application) -> str:
    return "您" if application.applicant_kind == ApplicantKind.NATURAL_PERSON else "你单位"


def _day(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""
