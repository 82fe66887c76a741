"""The reply (答复书) in words: one plain template for each answer, and one place that prints it.

What every reply says (answers.COMMON_CONTENTS) is said here; what an answer asks beyond it is what the
clerk wrote; the remedies at the end are the law's (条例第三十六条至第三十九条、第五十一条).
"""

from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from gongkai.apps.applications.models import ApplicantKind, Reply
from gongkai.law.answers import Answer
from gongkai.law.remedies import notice, remedy_of

NUMBER_TO_COME = "（文号在签发时编排）"
NO_ARTICLE_READ = "所依据的法律、法规条款"
"""What the clerk writes besides, where the law package cites no article that was read."""

REPLY = "政府信息公开申请答复书"
REFUSAL = "政府信息不予公开决定书"
PART = "政府信息部分公开决定书"
NOTICE = "政府信息公开申请告知书"


@dataclass(frozen=True)
class Wording:
    """The template of one answer: the heading of the paper, and the sentence that decides."""

    title: str
    decision: str
    """{you} is the applicant, {law} the articles with “根据…的规定，” around them."""


def _refused(reason: str) -> Wording:
    return Wording(
        REFUSAL, f"经审查，{{you}}申请公开的政府信息{reason}。{{law}}本机关决定不予公开。"
    )


WORDINGS: dict[str, Wording] = {
    "granted": Wording(REPLY, "经审查，{you}申请公开的政府信息可以公开。{law}本机关决定予以公开。"),
    "already-public": Wording(
        REPLY,
        "经检索，{you}申请公开的政府信息已经主动公开。{law}现将获取该政府信息的方式、途径告知如下。",
    ),
    "granted-in-public-interest": Wording(
        REPLY,
        "{you}申请公开的政府信息涉及第三方合法权益，第三方不同意公开。经审查，本机关认为不公开可能对"
        "公共利益造成重大影响。{law}本机关决定予以公开。",
    ),
    "granted-in-part": Wording(
        PART,
        "经审查，{you}申请公开的政府信息中含有不应当公开的内容，但是能够作区分处理。{law}本机关决定"
        "公开其中可以公开的内容，其余部分不予公开。",
    ),
    "state-secret": _refused("属于依法确定为国家秘密的政府信息"),
    "prohibited-by-law": _refused("属于法律、行政法规禁止公开的政府信息"),
    "security-and-stability": _refused(
        "公开后可能危及国家安全、公共安全、经济安全、社会稳定"
    ),
    "third-party": _refused("涉及商业秘密、个人隐私等，公开会对第三方合法权益造成损害"),
    "internal-affairs": _refused("属于人事管理、后勤管理、内部工作流程等方面的内部事务信息"),
    "process-information": _refused(
        "属于在履行行政管理职能过程中形成的讨论记录、过程稿、磋商信函、请示报告等过程性信息"
    ),
    "enforcement-file": _refused("属于行政执法案卷信息"),
    "administrative-inquiry": Wording(
        NOTICE,
        "{you}申请公开的信息属于工商、不动产登记资料等信息，有关法律、行政法规对信息的获取有特别规定。"
        "{law}请依照有关法律、行政法规的规定办理。",
    ),
    "does-not-exist": Wording(
        NOTICE, "{law}本机关对{you}申请公开的政府信息进行了检索，没有检索到，现告知如下。"
    ),
    "not-our-office": Wording(
        NOTICE, "{you}申请公开的政府信息不属于本行政机关负责公开。{law}现告知如下。"
    ),
    "needs-creation": Wording(
        NOTICE,
        "{you}申请公开的信息没有现成的政府信息，需要本机关对现有政府信息进行加工、分析。{law}本机关不予提供。",
    ),
    "still-unclear": Wording(
        NOTICE, "{you}补正后的申请内容仍不明确。{law}本机关无法提供相关政府信息，现告知如下。"
    ),
    "petition": Wording(
        NOTICE,
        "{you}以政府信息公开申请的形式进行信访、投诉、举报等活动。{law}本机关不作为政府信息公开申请处理。",
    ),
    "repeat": Wording(
        NOTICE,
        "本机关已就{you}提出的政府信息公开申请作出答复，{you}重复申请公开相同政府信息。{law}不予重复处理。",
    ),
    "publication": Wording(
        NOTICE,
        "{you}要求提供的是政府公报、报刊、书籍等公开出版物。{law}现将获取的途径告知如下。",
    ),
    "excessive": Wording(
        NOTICE,
        "{you}申请公开政府信息的数量、频次明显超过合理范围，说明的理由不合理。{law}本机关不予处理。",
    ),
    "confirmation": Wording(
        NOTICE, "{you}要求确认或者重新出具已经获取的政府信息。{law}本机关不予处理。"
    ),
    "correction-overdue": Wording(
        NOTICE,
        "本机关已告知{you}对申请作出补正，{you}无正当理由逾期没有补正。{law}视为放弃申请，本机关不再处理该政府信息公开申请。",
    ),
    "fee-overdue": Wording(
        NOTICE,
        "本机关已向{you}送达收费通知，{you}逾期没有缴纳信息处理费。{law}视为放弃申请，本机关不再处理该政府信息公开申请。",
    ),
    "withdrawn": Wording(NOTICE, "{you}已经撤回申请。{law}本机关终止办理该政府信息公开申请。"),
    "closed-otherwise": Wording(NOTICE, "{law}本机关对该政府信息公开申请作如下处理。"),
}  # fmt: skip


@dataclass(frozen=True)
class ReplyText:
    """A reply as structured text, in the order in which it is read."""

    office: str
    title: str
    number: str
    addressee: str
    received: str
    decision: str
    contents: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    remedy: str
    signed_on: date | None


def contents_of(answer: Answer) -> tuple[str, ...]:
    """Return the headings under which a reply with this answer has something to say."""
    if _articles(answer):
        return answer.must_contain
    return (NO_ARTICLE_READ, *answer.must_contain)


def missing_contents(reply: Reply) -> list[str]:
    """Return the headings under which nothing has been written yet."""
    return [
        heading
        for heading in contents_of(reply.answer)
        if not str(reply.contents.get(heading, "")).strip()
    ]


def text_of(reply: Reply, *, on: date, is_signed: bool = False) -> ReplyText:
    """Return what the reply says if it is signed on that day."""
    application, answer = reply.application, reply.answer
    office, applicant = application.office, application.applicant
    you = "您" if application.applicant_kind == ApplicantKind.NATURAL_PERSON else "你单位"
    wording = WORDINGS[answer.key]
    articles = _articles(answer)
    return ReplyText(
        office=office.name_on(on),
        title=wording.title,
        number=reply.number or NUMBER_TO_COME,
        addressee=applicant.name,
        received=_received(reply, you),
        decision=wording.decision.format(
            you=you, law=f"根据{articles}的规定，" if articles else ""
        ),
        contents=tuple(
            (heading, str(reply.contents.get(heading, ""))) for heading in contents_of(answer)
        ),
        files=tuple(each.label for each in reply.files.all()),
        remedy=_remedy_against(reply, on),
        signed_on=on if is_signed else None,
    )


def html_of(text: ReplyText) -> SafeString:
    """Return the reply as it is read on a page."""
    return render_to_string("applications/reply.html", {"text": text})


def page_of(text: ReplyText) -> str:
    """Return the reply as a page that stands alone and prints: what is kept when it is signed."""
    return str(render_to_string("applications/reply_page.html", {"text": text}))


def signed_html(reply: Reply) -> SafeString | None:
    """Return the reply as it was signed, cut from what was kept then; None before."""
    page = _kept(reply)
    return _cut(page, "<article", "</article>") if page else None


def signed_remedy(reply: Reply) -> SafeString | None:
    """Return the paragraph of the signed reply that says what may be done against it; None before."""
    page = _kept(reply)
    return _cut(page, '<p class="reply-remedy">', "</p>") if page else None


def _kept(reply: Reply) -> str:
    """Return the page that was kept when the reply was signed; nothing before."""
    if reply.document is None:
        return ""
    with reply.document.content.open("rb") as kept:
        page: str = kept.read().decode()
    return page


def _cut(page: str, first: str, last: str) -> SafeString:
    start = page.index(first)
    part = page[start : page.index(last, start) + len(last)]
    return mark_safe(part)  # noqa: S308 - our own template made it, with every value escaped


def _remedy_against(reply: Reply, on: date) -> str:
    """Return the sentence what may be done against a reply that is signed on that day."""
    office = reply.application.office
    remedy = remedy_of(reply.answer, on, settings.PRACTICE)
    return notice(remedy, office.reviewer or "（行政复议机关）", office.court or "（管辖法院）")


def _received(reply: Reply, you: str) -> str:
    application = reply.application
    day = application.counted_on
    marks = [
        f"文号为{application.document_number}" if application.document_number else "",
        f"其他特征为“{application.description}”" if application.description else "",
    ]
    described = "".join(f"，{mark}" for mark in marks if mark)
    return (
        f"本机关于{_in_chinese(day)}收到{you}提交的政府信息公开申请（受理编号：{application.number}），"
        f"{you}申请公开“{application.wanted}”{described}。"
    )


def _in_chinese(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _articles(answer: Answer) -> str:
    """Return the articles whose wording was read, each instrument by its full name once."""
    read = [citation for citation in answer.citations if citation.certainty == "read"]
    return "、".join(
        f"《{title}》{'、'.join(citation.article for citation in those)}"
        for title, those in groupby(read, key=lambda citation: citation.instrument.title)
    )
