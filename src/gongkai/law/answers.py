"""Every answer the law knows to an application, and the questions that lead to each.

One list feeds the decision on a case, the reply's contents, the wording about remedies and, row by
row, table three of the annual report. The row's key is that of the statutory form of 2021; under the
form of 2019 the three rows of （六）其他处理 are one.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from gongkai.law.citations import CERTAINTY_WORDS, Citation, cite

Withholds = Literal["nothing", "part", "all"]
"""How much of what was asked is refused under articles 14 to 16; decides whether review comes first."""

Presupposed = Literal["correction", "fee", "reasons"]
"""What must have been done in a case before some answers: asked to correct, to pay, to give reasons."""
_PRESUPPOSED: Mapping[Presupposed, str] = {
    "correction": "书面告知补正",
    "fee": "送达收费通知",
    "reasons": "要求申请人说明理由",
}


FIRST_DAY = date(2019, 5, 15)
"""The day on which the Regulation of 2019 came into force: before it none of these answers is given."""


class ImpossibleAnswerError(ValueError):
    """Raise for an answer that presupposes what the case has not had; the sentence says what."""


@dataclass(frozen=True)
class Answer:
    """One way of answering an application."""

    key: str
    title: str
    citations: tuple[Citation, ...]
    row: str
    """The one row of table three that counts it (form of 2021)."""
    must_contain: tuple[str, ...]
    """What the reply says beyond COMMON_CONTENTS."""
    withholds: Withholds = "nothing"
    is_suable: bool = True
    """Whether the court takes the case (法释〔2025〕8号, list seen at second hand)."""
    from_on: date = FIRST_DAY
    presupposes: Presupposed | None = None
    """What must have been done in the case before it can be answered so."""
    supplies_information: bool = False
    """Whether the information itself goes with the reply (第三十六条第（二）项、第三十七条).

    Any other answer tells, explains or refuses: what is already public is only pointed to (同条第（一）项).
    """

    @property
    def sources(self) -> tuple[str, ...]:
        """Return its citations, each that was not read with how sure we are of it."""
        return tuple(map(_sourced, self.citations))

    @property
    def row_2019(self) -> str:
        """Return its row under the form of 2019, where 其他处理 is one row."""
        return "closed_other" if self.row.startswith("closed_") else self.row


@dataclass(frozen=True)
class Question:
    """One question of the decision, asked in order; a yes gives the answer."""

    text: str
    answer: Answer

    @property
    def key(self) -> str:
        return self.answer.key

    @property
    def citation(self) -> Citation:
        """Return the article that makes the answer, with how sure we are of it."""
        return self.answer.citations[0]

    @property
    def source(self) -> str:
        """Return that article, with how sure we are of it where it was not read."""
        return _sourced(self.citation)


COMMON_CONTENTS = (
    "行政机关名称、文书标题和文号",
    "申请人姓名或者名称",
    "收到申请的日期和申请的内容",
    "答复决定及所依据的条、款、项",
    "申请行政复议、提起行政诉讼的途径和期限",
    "落款日期和印章",
)


def _sourced(citation: Citation) -> str:
    if citation.certainty == "read":
        return str(citation)
    return f"{citation}（{CERTAINTY_WORDS[citation.certainty]}）"


def _regulation(*articles: str) -> tuple[Citation, ...]:
    return tuple(cite("regulation-2019", article) for article in articles)


_REASON = "不予公开的理由"
_REFUSED = "第三十六条第（三）项"

_ALL = (
    Answer(
        "granted",
        "予以公开",
        _regulation("第三十六条第（二）项"),
        "granted",
        ("所提供的政府信息，或者获取该信息的方式、途径和时间",),
        supplies_information=True,
    ),
    Answer(
        "already-public",
        "已经主动公开，告知获取方式、途径",
        _regulation("第三十六条第（一）项"),
        "granted",
        ("获取该政府信息的方式、途径",),
    ),
    Answer(
        "granted-in-public-interest",
        "第三方不同意，但不公开会对公共利益造成重大影响，予以公开",
        _regulation("第十五条", "第三十二条", "第三十六条第（二）项"),
        "granted",
        (
            "所提供的政府信息，或者获取该信息的方式、途径和时间",
            "决定公开的内容和理由已书面告知第三方",
        ),
        supplies_information=True,
    ),
    Answer(
        "granted-in-part",
        "部分公开",
        _regulation("第三十七条"),
        "granted_in_part",
        ("可以公开的内容", "不予公开部分的理由和依据"),
        withholds="part",
        supplies_information=True,
    ),
    Answer(
        "state-secret",
        "不予公开：属于国家秘密",
        _regulation("第十四条", _REFUSED),
        "refused_state_secret",
        (_REASON, "依法确定为国家秘密的情况（不得写出秘密内容）"),
        withholds="all",
    ),
    Answer(
        "prohibited-by-law",
        "不予公开：其他法律、行政法规禁止公开",
        _regulation("第十四条", _REFUSED),
        "refused_prohibited_by_law",
        (_REASON, "禁止公开的法律、行政法规名称和条文"),
        withholds="all",
    ),
    Answer(
        "security-and-stability",
        "不予公开：公开后可能危及国家安全、公共安全、经济安全、社会稳定",
        _regulation("第十四条", _REFUSED),
        "refused_security_stability",
        (_REASON,),
        withholds="all",
    ),
    Answer(
        "third-party",
        "不予公开：公开会对第三方合法权益造成损害",
        _regulation("第十五条", "第三十二条", _REFUSED),
        "refused_third_party",
        (_REASON, "征求第三方意见的情况"),
        withholds="all",
    ),
    Answer(
        "internal-affairs",
        "不予公开：人事管理、后勤管理、内部工作流程等内部事务信息",
        _regulation("第十六条第一款", _REFUSED),
        "refused_internal_affairs",
        (_REASON,),
        withholds="all",
    ),
    Answer(
        "process-information",
        "不予公开：讨论记录、过程稿、磋商信函、请示报告等过程性信息",
        _regulation("第十六条第二款", _REFUSED),
        "refused_process_information",
        (_REASON,),
        withholds="all",
    ),
    Answer(
        "enforcement-file",
        "不予公开：行政执法案卷信息",
        _regulation("第十六条第二款", _REFUSED),
        "refused_enforcement_file",
        (_REASON,),
        withholds="all",
    ),
    Answer(
        "administrative-inquiry",
        "属于工商、不动产登记资料等，依照专门规定查询",
        _regulation("第三十六条第（七）项"),
        "refused_administrative_inquiry",
        ("适用的法律、行政法规及其查询办法",),
        is_suable=False,
    ),
    Answer(
        "does-not-exist",
        "经检索，该政府信息不存在",
        _regulation("第三十六条第（四）项"),
        "unavailable_not_held",
        ("检索的范围和经过", "该政府信息不存在"),
    ),
    Answer(
        "not-our-office",
        "不属于本行政机关负责公开",
        _regulation("第三十六条第（五）项", "第十条"),
        "unavailable_not_held",
        ("理由", "能够确定的，负责公开的行政机关的名称、联系方式"),
    ),
    Answer(
        "needs-creation",
        "没有现成信息，需要加工、分析",
        _regulation("第三十八条"),
        "unavailable_needs_creation",
        ("没有现成信息、需要另行制作的情况",),
        is_suable=False,
    ),
    Answer(
        "still-unclear",
        "补正后申请内容仍不明确",
        _regulation("第三十条", "第二十九条"),
        "unavailable_still_unclear",
        ("告知补正的日期和事项", "仍不明确之处"),
        presupposes="correction",
    ),
    Answer(
        "petition",
        "以申请形式进行信访、投诉、举报，不作为政府信息公开申请处理",
        _regulation("第三十九条第一款"),
        "not_processed_petition",
        ("不作为政府信息公开申请处理", "可以告知的相应渠道"),
        is_suable=False,
    ),
    Answer(
        "repeat",
        "重复申请，不予重复处理",
        _regulation("第三十六条第（六）项"),
        "not_processed_repeat",
        ("前次答复的日期和文号", "不予重复处理"),
        is_suable=False,
    ),
    Answer(
        "publication",
        "要求提供公开出版物",
        _regulation("第三十九条第二款"),
        "not_processed_publication",
        ("获取该公开出版物的途径",),
        is_suable=False,
    ),
    Answer(
        "excessive",
        "申请数量、频次明显超过合理范围且理由不合理，不予处理",
        _regulation("第三十五条"),
        "not_processed_excessive",
        ("要求说明理由的日期和申请人的理由", "认定理由不合理的情况"),
        presupposes="reasons",
    ),
    Answer(
        "confirmation",
        "要求确认或者重新出具已经获取的信息",
        (
            cite("regulation-2019", "第二条", "memory"),
            cite("regulation-2019", "第三十八条", "memory"),
        ),
        "not_processed_confirmation",
        ("申请人已经获取该信息的情况",),
    ),
    Answer(
        "correction-overdue",
        "申请人无正当理由逾期不补正，视为放弃申请，不再处理",
        _regulation("第三十条"),
        "closed_correction_overdue",
        ("告知补正的日期、事项和期限", "视为放弃申请，不再处理"),
        presupposes="correction",
    ),
    Answer(
        "fee-overdue",
        "申请人逾期未缴纳信息处理费，视为放弃申请，不再处理",
        (cite("regulation-2019", "第四十二条"), cite("fee-measure", "第六条")),
        "closed_fee_overdue",
        ("收费通知送达的日期、金额和缴费期限", "视为放弃申请，不再处理"),
        from_on=date(2021, 1, 1),
        presupposes="fee",
    ),
    Answer(
        "withdrawn",
        "申请人撤回申请",
        (cite("regulation-2019", "第二十九条", "memory"),),
        "closed_other",
        ("申请人撤回申请的日期和方式",),
    ),
    Answer(
        "closed-otherwise",
        "其他处理",
        (cite("report-form-2021", "表三（六）3", "partly-read"),),
        "closed_other",
        ("处理的情况和理由",),
    ),
)

ANSWERS: Mapping[str, Answer] = {answer.key: answer for answer in _ALL}
"""The closed list, in the order of table three."""


def _q(answer: str, text: str) -> Question:
    return Question(text, ANSWERS[answer])


QUESTIONS = (
    _q("withdrawn", "申请人是否已经撤回申请？"),
    _q("petition", "申请是否实为信访、投诉、举报等活动？"),
    _q("publication", "要求提供的是否为政府公报、报刊、书籍等公开出版物？"),
    _q("repeat", "同一申请人是否就相同内容再次申请，且本机关已经答复？"),
    _q("excessive", "申请数量、频次是否明显超过合理范围，且说明的理由不合理？"),
    _q("correction-overdue", "是否已告知补正，而申请人无正当理由逾期不补正？"),
    _q("still-unclear", "补正之后，申请内容是否仍不明确？"),
    _q("fee-overdue", "是否已送达收费通知，而申请人逾期未缴费？"),
    _q("confirmation", "是否要求确认或者重新出具申请人已经获取的信息？"),
    _q("not-our-office", "是否不属于本机关负责公开？"),
    _q("already-public", "所申请的信息是否已经主动公开？"),
    _q("administrative-inquiry", "是否属于工商、不动产登记资料等，法律、行政法规对查询有专门规定？"),
    _q("needs-creation", "是否没有现成信息，需要对现有信息加工、分析？"),
    _q("does-not-exist", "经检索，是否没有所申请的信息？"),
    _q("granted-in-part", "是否含有不应当公开的内容，但能够区分处理？"),
    _q("state-secret", "是否依法确定为国家秘密？"),
    _q("prohibited-by-law", "其他法律、行政法规是否禁止公开？"),
    _q("security-and-stability", "公开后是否可能危及国家安全、公共安全、经济安全、社会稳定？"),
    _q("granted-in-public-interest", "涉及商业秘密、个人隐私等，第三方不同意公开，但不公开是否会对公共利益造成重大影响？"),
    _q("third-party", "涉及商业秘密、个人隐私等，公开是否会对第三方合法权益造成损害？"),
    _q("internal-affairs", "是否为人事管理、后勤管理、内部工作流程等内部事务信息，且决定不公开？"),
    _q("process-information", "是否为讨论记录、过程稿、磋商信函、请示报告等过程性信息，且决定不公开？"),
    _q("enforcement-file", "是否为行政执法案卷信息，且决定不公开？"),
    _q("closed-otherwise", "是否因其他情形（请写明）不再办理？"),
)  # fmt: skip
"""Asked in this order: who asks and how, then what there is, then whether it may go out."""


def decide(replies: Mapping[str, bool], day: date, acts: Collection[str]) -> Answer | Question:
    """Return the answer that the replies lead to on `day`, or the next question to ask.

    `replies` maps a question's key to yes or no; the first yes decides, and when all are answered
    no the information is given (第十三条: what no rule withholds is disclosed). `acts` is what was
    done in the case. Raise ImpossibleAnswerError where the first yes presupposes more than that.
    """
    asked = questions_on(day, acts)
    for question in QUESTIONS:
        lacks = question.answer.presupposes
        if question in asked:
            if question.key not in replies:
                return question
            if replies[question.key]:
                return question.answer
        elif replies.get(question.key) and lacks and lacks not in acts:
            title, what = question.answer.title, _PRESUPPOSED[lacks]
            raise ImpossibleAnswerError(f"“{title}”以{what}为前提，这件申请没有办理过。")
    return ANSWERS["granted"]


def questions_on(day: date, acts: Collection[str]) -> tuple[Question, ...]:
    """Return the questions whose answer could be given on `day` in a case in which `acts` were done."""
    return tuple(
        question
        for question in QUESTIONS
        if question.answer.from_on <= day
        and (question.answer.presupposes is None or question.answer.presupposes in acts)
    )


def questions_to(answer: Answer) -> tuple[Question, ...]:
    """Return the questions asked on the way to `answer`: all but the last are answered no."""
    for position, question in enumerate(QUESTIONS, start=1):
        if question.answer is answer:
            return QUESTIONS[:position]
    return QUESTIONS


def answers_on(day: date) -> tuple[Answer, ...]:
    """Return the answers that an office may give on `day` under the Regulation of 2019."""
    return tuple(answer for answer in _ALL if answer.from_on <= day)
