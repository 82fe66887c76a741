"""The questions that lead to one answer, asked a few at a time (条例第三十六条至第三十九条).

The order is the law's (answers.QUESTIONS); here they are only put together as a person takes them in:
four steps, each a choice among what would decide, or none of it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from gongkai.annual_report.form import form_of
from gongkai.apps.applications.models import Application
from gongkai.law.answers import ANSWERS, QUESTIONS, Answer, Question, decide, questions_on
from gongkai.law.application_stages import Act
from gongkai.law.remedies import Way, remedy_of

TITLES = {
    "withdrawn": "申请本身有没有下列情形？",
    "correction-overdue": "申请人有没有下列情形？",
    "not-our-office": "本机关有没有可以提供的政府信息？",
    "granted-in-part": "找到的政府信息能不能公开？",
}
"""The first question of each step → what the step asks."""
SUBJECTS = {
    "withdrawn": "申请本身",
    "correction-overdue": "申请人",
    "not-our-office": "本机关的检索",
    "granted-in-part": "能不能公开",
}
"""The first question of each step → what a finding of the step is about."""
DENIED = {
    "withdrawn": "申请人没有撤回",
    "petition": "不是信访、投诉、举报等活动",
    "publication": "要的不是公开出版物",
    "repeat": "不是本机关已经答复过的重复申请",
    "excessive": "数量、频次没有明显超过合理范围，或者说明的理由合理",
    "correction-overdue": "没有无正当理由逾期不补正",
    "still-unclear": "补正之后内容已经明确",
    "fee-overdue": "没有逾期不缴纳信息处理费",
    "confirmation": "不是要求确认或者重新出具已经获取的信息",
    "not-our-office": "属于本机关负责公开",
    "already-public": "没有主动公开过",
    "administrative-inquiry": "不属于法律、行政法规对查询有专门规定的工商、不动产登记资料等",
    "needs-creation": "有现成信息，不需要加工、分析",
    "does-not-exist": "经检索，有所申请的信息",
    "granted-in-part": "不是含有不应当公开的内容、但能够区分处理的",
    "state-secret": "不属于依法确定的国家秘密",
    "prohibited-by-law": "其他法律、行政法规没有禁止公开",
    "security-and-stability": "公开后不会危及国家安全、公共安全、经济安全、社会稳定",
    "granted-in-public-interest": "没有第三方不同意、但不公开会对公共利益造成重大影响的情形",
    "third-party": "公开不会对第三方合法权益造成损害",
    "internal-affairs": "不以内部事务信息为由不公开",
    "process-information": "不以过程性信息为由不公开",
    "enforcement-file": "不以行政执法案卷信息为由不公开",
    "closed-otherwise": "没有不再办理的其他情形",
}
"""A question → what is found by answering it no: whoever signs, or judges, reads what was denied."""
NONE_OF_THESE = "none"


@dataclass(frozen=True)
class Choice:
    """One way to answer a step, with what would follow."""

    value: str
    text: str
    article: str
    row: str
    """Where table three counts it, and whether reconsideration comes first; of a last no as well."""
    means: str = ""
    """What is found by it, where the text alone does not say so."""


@dataclass(frozen=True)
class Step:
    """One step: its place, what it asks, and its choices."""

    number: int
    title: str
    questions: tuple[Question, ...]
    is_last: bool

    def choices(self, day: date) -> list[Choice]:
        listed = [
            Choice(each.key, each.text, each.source, consequence(each.answer, day))
            for each in self.questions
        ]
        denied = f"即：{_denied(question.key for question in self.questions)}"
        if not self.is_last:
            next_one = Choice(NONE_OF_THESE, "以上都不是", "", "接着判断下一问", denied)
            return [*listed, next_one]
        granted = ANSWERS["granted"]
        none, article = "以上都不是，予以公开", str(granted.citations[0])
        return [*listed, Choice(NONE_OF_THESE, none, article, consequence(granted, day), denied)]


PRESUPPOSED = {
    Act.NOTIFY_CORRECTION: "correction",
    Act.ASK_REASONS: "reasons",
    Act.CHARGE: "fee",
}
"""The acts that some answers presuppose → how the law's answers name them."""


def acts_of(application: Application) -> set[str]:
    """Return what was done in the case that some answers presuppose."""
    done = {event.act for event in application.events.all()}
    return {name for act, name in PRESUPPOSED.items() if act in done}


def steps_on(day: date, acts: Collection[str]) -> list[Step]:
    """Return the steps with the questions whose answers can be given on that day after these acts."""
    asked, groups = questions_on(day, acts), dict[str, list[Question]]()
    for question in QUESTIONS:
        if question.key in TITLES:
            group = groups.setdefault(TITLES[question.key], [])
        if question in asked:
            group.append(question)
    return [
        Step(number, title, tuple(group), is_last=number == len(groups))
        for number, (title, group) in enumerate(groups.items(), start=1)
    ]


def replies_of(said: list[str], day: date, acts: Collection[str]) -> dict[str, bool]:
    """Return the law's questions with yes or no, from what was chosen step by step.

    What comes after a yes, and a choice that its step does not have, is not said.
    """
    replies: dict[str, bool] = {}
    for step, choice in zip(steps_on(day, acts), said, strict=False):
        keys = [question.key for question in step.questions]
        if choice == NONE_OF_THESE:
            replies |= dict.fromkeys(keys, False)
        elif choice in keys:
            return replies | {key: key == choice for key in keys[: keys.index(choice) + 1]}
        else:
            break
    return replies


def outcome(replies: dict[str, bool], day: date, acts: Collection[str]) -> Answer | Step:
    """Return the answer that was reached, or the step to ask next."""
    found = decide(replies, day, acts)
    if isinstance(found, Answer):
        return found
    return next(step for step in steps_on(day, acts) if found in step.questions)


def trail(said: list[str], day: date, acts: Collection[str]) -> Iterator[str]:
    """Yield what was found so far, step by step."""
    yield from findings(replies_of(said, day, acts))


def findings(replies: Mapping[str, bool]) -> Iterator[str]:
    """Yield what was found in each step, in words: every question that was put, and its answer.

    `replies` may come from where no order is kept; the order is that of the law's questions.
    """
    found: dict[str, list[Question]] = {}
    for question in QUESTIONS:
        if question.key in SUBJECTS:
            put = found.setdefault(SUBJECTS[question.key], [])
        if question.key in replies:
            put.append(question)
    for subject, asked in found.items():
        yes = [question for question in asked if replies[question.key]]
        no = [question.key for question in asked if not replies[question.key]]
        told = [*([_denied(no)] if no else []), *(f"{each.text}是" for each in yes)]
        if told:
            yield f"{subject}：{'；'.join(told)}。"


def _denied(keys: Iterable[str]) -> str:
    return "；".join(DENIED[key] for key in keys)


def consequence(answer: Answer, day: date) -> str:
    """Return where table three counts the answer, and whether reconsideration comes first."""
    row = next(each for each in form_of("2021").applications.rows if each.key == answer.row)
    group = row.groups[-1] if len(row.groups) > 1 else ""
    first = remedy_of(answer, day, settings.PRACTICE).way is Way.RECONSIDERATION_FIRST
    return f"表三{group}{row.label}" + ("；须先申请行政复议" if first else "")
