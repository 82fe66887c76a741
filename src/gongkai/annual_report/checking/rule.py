"""What a check is: a named rule with its source, and a function from a report to findings."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import ModuleType

from gongkai.annual_report.relations import Balance, label_of
from gongkai.annual_report.report import Finding, Number, Report, Severity, Table, Verdict

Run = Callable[[Report, Report | None], Iterable[Finding]]


class NotApplicable(Exception):
    """Raise with the reason why a check has nothing to judge in this report."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


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


def needed(table: Table | None, what: str) -> Table:
    """Return the table; raise NotApplicable where the report has none."""
    if table is None:
        raise NotApplicable(f"报告中没有{what}。")
    if all(cell.value is None for _, _, cell in table.each()):
        raise NotApplicable(f"{what}全部空白，无法判断。")
    return table


def fails(
    check: str, message: str, cells: Sequence[str] = (), severity: Severity = Severity.ERROR
) -> Finding:
    return Finding(check, severity, Verdict.FAILS, message, tuple(cells))


def undetermined(check: str, message: str, cells: Sequence[str] = ()) -> Finding:
    return Finding(check, Severity.NOTICE, Verdict.UNDETERMINED, message, tuple(cells))


def judged(
    check: str, balances: Iterable[Balance], message: Callable[[Balance], str], of: str
) -> Iterator[Finding]:
    """Yield one error per balance that fails, and one notice for all that cannot be judged."""
    still_open: list[Balance] = []
    for balance in balances:
        if balance.holds is False:
            yield fails(check, message(balance), balance.names)
        elif balance.holds is None:
            still_open.append(balance)
    if still_open:
        which = "、".join(label_of(balance.of) for balance in still_open[:5])
        more = f"等{len(still_open)}处" if len(still_open) > 5 else ""
        blank = [
            term.name
            for balance in still_open
            for term in (*balance.left, *balance.right)
            if term.value is None
        ]
        yield undetermined(
            check,
            f"{which}{more}有单元格未填数字，{of}无法判断。",
            tuple(dict.fromkeys(blank)),
        )


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
