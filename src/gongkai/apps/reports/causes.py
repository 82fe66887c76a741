"""What breaks the balance of part three: numbers that people put in place of what the ledger counts.

The ledger's own numbers balance. Where the deviations from them explain the whole difference, they are
its cause; where they do not, nothing is said.
"""

from decimal import Decimal

from gongkai.annual_report.checking import applications_balance
from gongkai.annual_report.report import Finding, Severity
from gongkai.apps.reports.compilation import CARRIED_IN, TOTAL, Contents, Number

_COMES_IN = ("applications.new.", CARRIED_IN)


def causes_of(contents: Contents, finding: Finding) -> list[Number]:
    """Return the numbers whose deviations from the ledger make up the difference, or none."""
    is_balance = finding.check == applications_balance.NAME
    if not is_balance or finding.severity is not Severity.ERROR or contents.report.is_frozen:
        return []
    column = finding.cells[0].rpartition(".")[2]
    caused = [
        number
        for number in contents.numbers.values()
        if number.table == "applications" and column in (number.column, TOTAL) and effect(number)
    ]
    values = [contents.numbers[name].value for name in finding.cells]
    if any(value is None for value in values):
        return []
    new, carried_in, handled, carried_out = (Decimal(value or 0) for value in values)
    difference = new + carried_in - handled - carried_out
    return caused if sum(effect(number) for number in caused) == difference else []


def effect(number: Number) -> int | Decimal:
    """Return by how much the number shifts what comes in above what goes out, from the ledger's."""
    if number.is_sum or number.value is None or number.counted is None:
        return 0
    shift = number.value - number.counted
    return shift if number.name.startswith(_COMES_IN) else -shift
