"""All checks over 10,000 invented reports on one core: `python bench/checking.py [COUNT]`.

The reports are those of tests/annual_report/seeded.py, of all generations, each with last year's:
made beforehand, parsed values, their prose of some hundred characters with facts. Time is that of
this process alone. A tight loop of a million additions is timed beside it, for on a busy machine
seconds mean little. Then the cost of each check, and whether every seeded fault is found and a clean
report has none above a notice.
"""

import sys
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from annual_report.seeded import SEEDS, Case, clean
from gongkai.annual_report.checking import CHECKS, Check, Dossier, check
from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.form import GENERATIONS
from gongkai.annual_report.report import Severity

DISTINCT = 600  # reports that are made; the others are these again
SHOWN = 25
SEEDED_IN = 20


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    distinct = [clean(GENERATIONS[n % 3], n) for n in range(min(DISTINCT, count))]
    cases = [distinct[n % len(distinct)] for n in range(count)]
    length = sum(len(text) for case in distinct for _, text in case.report.prose())
    print(
        f"{count} reports, {length // len(distinct)} characters of prose each, {len(CHECKS)} checks"
    )
    for case in distinct:
        check(case.report, case.last_year)  # what is reckoned once a process is reckoned
    loop = seconds_of_a_loop()
    for called, beside in (("alone", False), ("beside last year's", True)):
        spent = seconds_of_all(cases, beside=beside)
        print(
            f"all checks, {called:20}{spent:8.2f} s {spent * 1e6 / count:8.0f} µs a report"
            f" {spent / loop:8.1f} loops"
        )
    print_costs(distinct)
    print_seeds(distinct)


def seconds_of_a_loop() -> float:
    begun = time.process_time()
    total = 0
    for number in range(1_000_000):
        total += number
    return time.process_time() - begun


def seconds_of_all(cases: Iterable[Case], *, beside: bool) -> float:
    begun = time.process_time()
    for case in cases:
        check(case.report, case.last_year if beside else None)
    return time.process_time() - begun


def print_costs(cases: list[Case]) -> None:
    """Print what each check costs by itself; what several share is reckoned before and told apart."""
    costs: Counter[str] = Counter()
    for case in cases:
        dossier = Dossier(case.report, case.last_year)
        begun = time.process_time_ns()
        for shared in ("open_balances", "odd_cells", "sentences", "text", "facts", "previous"):
            getattr(dossier, shared)
        costs["(shared: relations, cells, prose)"] += time.process_time_ns() - begun
        for each in CHECKS:
            begun = time.process_time_ns()
            run(each, dossier)
            costs[each.name] += time.process_time_ns() - begun
    whole = sum(costs.values())
    print(f"\n{'cost of each':40}{'µs':>8}{'share':>8}")
    for name, spent in costs.most_common(SHOWN):
        print(f"{name:40}{spent / len(cases) / 1000:>8.1f}{spent / whole:>8.1%}")
    rest = costs.most_common()[SHOWN:]
    spent = sum(cost for _, cost in rest)
    print(f"{f'{len(rest)} others':40}{spent / len(cases) / 1000:>8.1f}{spent / whole:>8.1%}")


def run(each: Check, dossier: Dossier) -> None:
    try:
        list(each.run(dossier))
    except NotApplicable:
        return


def print_seeds(cases: list[Case]) -> None:
    found = Counter()
    for name, (form, seeded) in SEEDS.items():
        for seed in range(1, SEEDED_IN + 1):
            case = seeded(clean(form, seed))
            outcome = check(case.report, case.last_year, others=case.others)
            found[name] += name in {each.check for each in outcome.findings}
    missed = {name: SEEDED_IN - found[name] for name in SEEDS if found[name] < SEEDED_IN}
    print(f"\nseeded faults found {sum(found.values())}/{len(SEEDS) * SEEDED_IN} {missed or ''}")
    loud = Counter(
        finding.check
        for case in cases
        for finding in check(case.report, case.last_year).findings
        if finding.severity is not Severity.NOTICE
    )
    print(f"false alarms on {len(cases)} clean reports {sum(loud.values())} {dict(loud) or ''}")


if __name__ == "__main__":
    main()
