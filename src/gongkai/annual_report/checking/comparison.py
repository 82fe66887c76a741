"""Prose beside tables: a fact, the numbers of the table it may stand for, and whose it counts."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable, chapter, fails, shown
from gongkai.annual_report.report import Fact, Finding, Number, Passage, Remedy, Report, Severity

SCOPE = re.compile(
    r"全[市区县镇乡省州旗系街]|本级|[市区县省]级|[市区县]本部|各(?:区|县|市|镇|乡|街道|部门|单位)"
    r"|[市区县]政府(?:办公室|办)?(?:本级|办公室)|系统|下属|所属|备案"
)
_OWN = frozenset({"新收", "收办"})  # which applications, not whose: the tables hold both
_ROUGH = 1.25  # 20余件 stands for 20 to 25


def is_scoped(sentence: str) -> bool:
    """Return whether a sentence says whose it counts (本级, 全市) or which cases (备案)."""
    return SCOPE.search(sentence) is not None


def accepted(fact: Fact, numbers: Iterable[Number | None]) -> bool:
    """Return whether a fact is one of these numbers; an approximate one may be a little less."""
    value = fact.value
    if value is None:
        return True
    for number in numbers:
        if number is not None and (
            number == value or (fact.approximate and value <= number <= float(value) * _ROUGH)
        ):
            return True
    return False


def group_sum(report: Report, prefix: str, column: str = "total") -> Number | None:
    """Return the sum of the rows of part three whose keys begin so; None where one is blank."""
    table = report.applications
    rows = [] if table is None else [key for key in table.cells if key.startswith(prefix)]
    values = [table.cells[row][column].value for row in rows] if table is not None else []
    known = [value for value in values if value is not None]
    return sum(known) if rows and len(known) == len(rows) else None


def differs(
    check: str,
    dossier: Dossier,
    fact: Fact,
    due: str,
    cells: Sequence[str] = (),
    remedy: Remedy | str | None = None,
) -> Finding:
    """Return the finding that a sentence says another number; a notice where it counts otherwise."""
    sentence = dossier.sentence_of(fact)
    scoped_fact = fact.scope is not None and fact.scope not in _OWN
    severity = Severity.NOTICE if scoped_fact or is_scoped(sentence) else Severity.WARNING
    scoped = "（这句话统计的范围可能与表格不同）" if severity is Severity.NOTICE else ""
    return fails(
        check,
        f"{chapter(fact.section)}写“{_bare(fact.text)}”，{due}{scoped}。",
        cells,
        severity,
        remedy=remedy or "请核对正文和表格，改正写错的一处；统计口径不同的，写明口径。",
        passages=[Passage(fact.section, sentence)],
    )


def stated_in(dossier: Dossier, keys: Iterable[str], what: str) -> None:
    """Raise NotApplicable where the prose states none of these facts."""
    if dossier.facts.keys().isdisjoint(keys):
        raise NotApplicable(f"正文没有写明{what}。")


def compared(
    check: str,
    dossier: Dossier,
    keys: Mapping[str, tuple[str, Mapping[str, Number | None], Sequence[str]]],
    what: str,
) -> Iterator[Finding]:
    """Yield where facts of these keys are none of their numbers.

    `keys`: fact → how the table calls the number, the numbers it may be by what they are, the cells.
    """
    stated = [
        (fact, *keys[key])
        for key in keys
        for fact in dossier.facts.get(key, ())
        if not (fact.zero and key == "applications.received")  # none-received judges these
    ]
    judged = [each for each in stated if any(n is not None for n in each[2].values())]
    if not judged:
        raise NotApplicable(f"正文没有写明{what}，或者表格没有对应的数。")
    wrong: set[Number | None] = set()
    for fact, label, numbers, cells in judged:
        known = [number for number in numbers.values() if number is not None]
        if accepted(fact, known) or _is_part(dossier, fact, known):
            continue
        if "历年" in (fact.scope or "") or (fact.derived and fact.value in wrong):
            continue  # of all years together; of all those whose number was told to differ
        wrong.add(fact.value)
        first = next(number for number in numbers.values() if number is not None)
        yield differs(check, dossier, fact, f"而表格{label}为{shown(first)}", cells)


def _is_part(dossier: Dossier, fact: Fact, known: Sequence[Number]) -> bool:
    """Return whether another sentence states the whole, so that this smaller number is a part."""
    if fact.value is None:
        return True
    return any(
        other is not fact and other.value is not None and accepted(other, known)
        for other in dossier.facts[fact.key]
    ) and fact.value < max(known)


def _bare(text: str) -> str:
    return " ".join(text.split())
