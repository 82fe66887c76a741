"""What a check is: a named rule with its source, and a function from a dossier to findings."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.relations import Balance, Suspect, label_of
from gongkai.annual_report.report import (
    Finding,
    Number,
    Passage,
    Remedy,
    Report,
    Severity,
    Table,
    Verdict,
)

Run = Callable[[Dossier], Iterable[Finding]]

_STOPS_BEFORE = " \t\n\u3000\u00a0。；，、：:;）)"

PARTS = {"proactive": "第二部分", "applications": "第三部分", "remedies": "第四部分", "statistics": "统计表"}  # fmt: skip


class NotApplicable(Exception):
    """Raise with the reason why a check has nothing to judge in this report."""

    @property
    def reason(self) -> str:
        return str(self.args[0])


@dataclass(frozen=True, slots=True)
class Check:
    """One rule: its stable name, its title and source for the manual, and the function."""

    name: str
    title: str
    source: str
    run: Run

    @classmethod
    def of(cls, module: ModuleType) -> "Check":
        return cls(module.NAME, module.TITLE, module.SOURCE, module.check)

    @classmethod
    def of_relation(cls, name: str, title: str, source: str) -> "Check":
        """Return the check of relations that a form states under this name, worded from the data."""

        def run(dossier: Dossier) -> Iterator[Finding]:
            yield from judged(dossier, name, lambda balance: _stated(dossier, balance), title)

        return cls(name, title, source, run)


def needed(table: Table | None, what: str) -> Table:
    """Return the table; raise NotApplicable where the report has none."""
    if table is None:
        raise NotApplicable(f"报告中没有{what}。")
    for _, _, cell in table.each():
        if cell.value is not None:
            return table
    raise NotApplicable(f"{what}全部空白，无法判断。")


def fails(
    check: str,
    message: str,
    cells: Sequence[str] = (),
    severity: Severity = Severity.ERROR,
    *,
    remedy: Remedy | str | None = None,
    passages: Sequence[Passage] = (),
) -> Finding:
    mend = Remedy(remedy) if isinstance(remedy, str) else remedy
    return Finding(check, severity, Verdict.FAILS, message, tuple(cells), mend, tuple(passages))


def undetermined(
    check: str, message: str, cells: Sequence[str] = (), remedy: Remedy | None = None
) -> Finding:
    return Finding(check, Severity.NOTICE, Verdict.UNDETERMINED, message, tuple(cells), remedy)


def judged(
    dossier: Dossier,
    check: str,
    message: Callable[[Balance], str],
    of: str,
    severity: Severity = Severity.ERROR,
) -> Iterator[Finding]:
    """Yield one finding per balance that fails, and one notice for all that cannot be judged."""
    stated = dossier.open_balances.get(check)
    if stated is None:
        raise NotApplicable("报告中没有这项关系所在的表格或栏目。")
    if not stated:
        return
    for name in {balance.terms[0].name.partition(".")[0] for balance in stated}:
        needed(getattr(dossier.report, name), f"{PARTS[name]}的数字")
    for balance in stated:
        if balance.holds is False:
            remedy = remedy_of(dossier, balance)
            yield fails(check, message(balance), balance.names, severity, remedy=remedy)
    still_open = [balance for balance in stated if balance.holds is None]
    if still_open:
        which = "、".join(dossier.label(balance.of) for balance in still_open[:5])
        more = f"等{len(still_open)}处" if len(still_open) > 5 else ""
        blank = dict.fromkeys(
            term.name for each in still_open for term in each.terms if term.value is None
        )
        known = [dossier.filled[name] for name in blank if name in dossier.filled]
        mend = _blank_remedy(dossier, known[0]) if len(known) == len(blank) == 1 else None
        message_open = f"{which}{more}有单元格未填数字，{of}无法判断。"
        yield undetermined(check, message_open, tuple(blank), mend)


def remedy_of(dossier: Dossier, balance: Balance) -> Remedy:
    """Return what mends a broken balance: the one cell all relations point at, else its own sum."""
    table = balance.terms[0].name.partition(".")[0]
    found = dossier.suspects.get(table, ())
    own = [each for each in found if each.name in balance.names]
    if len(found) == 1 and own:
        return _suspect_remedy(dossier, own[0], f"{PARTS[table]}全部勾稽关系成立")
    crossed = [each for name, each in dossier.located[table].items() if name in balance.names]
    if len(crossed) == 1:
        return _suspect_remedy(dossier, crossed[0], "与它有关的勾稽关系都成立")
    if balance.is_limit or any(term.value is None for term in balance.terms):
        return Remedy("请核对有关各数，或者在正文说明原因。")
    whole = balance.right[-1] if len(balance.right) == 1 else None
    if whole is not None and balance.left_sum >= 0:
        also = "；也可能是其中某一项填错" if len(balance.left) > 1 else ""
        label = dossier.cell_label(whole.name)
        sentence = f"若“{label}”填{shown(balance.left_sum)}，此项成立{also}。"
        return Remedy(sentence, whole.name, balance.left_sum)
    return Remedy("请核对两边各数，使之相等。")


def _suspect_remedy(dossier: Dossier, suspect: Suspect, then: str) -> Remedy:
    sentence = f"若“{dossier.cell_label(suspect.name)}”填{shown(suspect.right)}，{then}。"
    return Remedy(sentence, suspect.name, suspect.right)


def _blank_remedy(dossier: Dossier, blank: Suspect) -> Remedy:
    return _suspect_remedy(dossier, blank, "这项关系成立")


def _stated(dossier: Dossier, balance: Balance) -> str:
    left = "加".join(_term_shown(dossier, term.name, term.value) for term in balance.left)
    right = "加".join(_term_shown(dossier, term.name, term.value) for term in balance.right)
    is_sum = len(balance.left) > 1
    total = f"等于{shown(balance.left_sum)}" if is_sum else ""
    due = "前者不应大于后者" if balance.is_limit else "两者应当相等"
    return f"“{dossier.label(balance.of)}”：{left}{total}，而{right}，{due}。"


def _term_shown(dossier: Dossier, name: str, value: Number | None) -> str:
    return f"“{dossier.cell_label(name)}”{shown(value)}"


def cell_label(report: Report, table: str, row: str, column: str) -> str:
    """Return the official wording of a cell's row and column."""
    if table == "statistics":
        return label_of(row)
    return f"{label_of(row, report.form)}·{label_of(column, report.form)}"


def shown(number: Number | None) -> str:
    """Return a number as the message prints it."""
    return (
        "空白" if number is None else f"{number:f}" if not isinstance(number, int) else str(number)
    )


def sum_shown(balance: Balance) -> str:
    """Return the left side as `1+0+2`, leaving out zeros where there are many."""
    values = [term.value for term in balance.left if term.value is not None]
    if len(values) > 7:
        values = [value for value in values if value != 0] or [0]
    return "+".join(shown(value) for value in values)


def chapter(number: int) -> str:
    """Return how a message calls a chapter: 第3部分, or 导语."""
    return {0: "导语", -1: "标题"}.get(number, f"第{number}部分")


def first_word(match: re.Match[str]) -> int:
    """Return where the words of a match begin, behind the stop or line end of what stood before."""
    return (
        match.end() - len(match[0].lstrip(_STOPS_BEFORE))
        if match[0].strip(_STOPS_BEFORE)
        else match.start()
    )


def around(text: str, at: re.Match[str], width: int = 12) -> str:
    """Return the words around a match, cut at line ends, to be quoted in a message."""
    start = first_word(at)
    begin = max(start - width, text.rfind("\n", 0, start) + 1)
    line_end = text.find("\n", at.end())
    end = min(at.end() + width, len(text) if line_end < 0 else line_end)
    return " ".join(text[begin:end].split())


def found_in(
    dossier: Dossier, pattern: re.Pattern[str], words: Sequence[str] = ()
) -> Iterator[tuple[int, str, re.Match[str]]]:
    """Yield chapter, all prose and each match in it; nothing is searched where no word occurs.

    A word of one character is found many times faster than one of two.
    """
    if words and not dossier.says_any(words):
        return
    whole = dossier.text
    for match in pattern.finditer(whole):
        yield dossier.chapter_at(first_word(match)), whole, match


def passages_of(
    dossier: Dossier, pattern: re.Pattern[str], words: Sequence[str] = ()
) -> list[Passage]:
    """Return the places where a wording occurs, with the words around it."""
    return [
        Passage(number, around(text, match))
        for number, text, match in found_in(dossier, pattern, words)
    ]


def quoted(passages: Sequence[Passage], most: int = 3) -> str:
    """Return the first passages as a message lists them."""
    listed = "、".join(f"“{each.text}”（{chapter(each.section)}）" for each in passages[:most])
    return listed + (f"等{len(passages)}处" if len(passages) > most else "")
