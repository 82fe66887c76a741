"""Summing: the reports of one year added up to the level above, with all that keeps the sum from being whole.

An office that has not filed, a blank cell, a broken relation, a form of another year, a name that is
on no list: each is a note. Nothing is filled in, nothing is guessed, and nothing is left out unsaid.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.annual_report.form import GENERATIONS, form_of, forms
from gongkai.annual_report.relations import Balance, balances, label_of, number
from gongkai.annual_report.report import Note, Report, Section, Table
from gongkai.annual_report.summing.offices import BadList, Names, Succession, bare, list_of
from gongkai.annual_report.summing.tables import TABLES, Added, added

__all__ = ["BadList", "Succession", "Total", "Unsummable", "list_of", "sum_reports"]

_CALLED = {
    "proactive": "第二部分",
    "applications": "第三部分",
    "remedies": "第四部分",
    "statistics": "统计表",
}
_NAMED = 5  # so many offices or cells are named, the rest counted
_FAULTS = frozenset({"missing", "no-table", "blank", "balance-office", "balance-sum", "carried-in"})


class Unsummable(Exception):
    """Raise with one Chinese sentence that says why these reports have no sum."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Total:
    """The sum as a report, what of part two stands in another form, who filed, and the notes."""

    report: Report
    apart: tuple[Report, ...]  # part two of the offices that used another form, added by itself
    filed: tuple[str, ...]  # by today's names
    missing: tuple[str, ...]
    blank: dict[str, tuple[str, ...]]  # `applications.new.total` → offices that left it blank
    notes: tuple[Note, ...]

    @property
    def is_whole(self) -> bool:
        """Return whether nothing is missing, blank or broken."""
        return not any(note.code in _FAULTS for note in self.notes)


def sum_reports(
    reports: Sequence[Report],
    expected: Sequence[str] = (),
    successions: Sequence[Succession] = (),
    *,
    office: str = "",
    last_year: Sequence[Report] = (),
) -> Total:
    """Return the sum of the reports of one year; raise Unsummable where they have none.

    `expected` are the offices that should file, `last_year` their reports of the year before,
    `office` is whose sum it is.
    """
    names = Names(expected, successions)
    year = _year(reports)
    _refuse_twice(reports)
    generation = Counter(report.form for report in reports).most_common(1)[0][0]
    filed = tuple(dict.fromkeys(names.now(report.office or "") for report in reports))
    missing = tuple(each for each in expected if bare(names.now(each)) not in map(bare, filed))
    sums = {name: added(name, reports, generation) for name in TABLES}
    whole = _report(sums, generation, year, office)
    apart = tuple(_apart(reports, generation, whole))
    notes = [
        *_on_offices(reports, names, expected, filed, missing),
        *_on_forms(reports, sums, apart),
        *_on_tables(reports, sums),
        *_on_balances(reports, whole),
        *_on_carried(reports, last_year, names),
    ]
    blank = {cell: who for each in sums.values() if each for cell, who in each.blank.items()}
    told = _preamble(reports, expected, filed, missing)
    return Total(replace(whole, preamble=told), apart, filed, missing, blank, tuple(notes))


def _year(reports: Sequence[Report]) -> int:
    if not reports:
        raise Unsummable("没有报告可以汇总。")
    nameless = next((report for report in reports if not report.office), None)
    if nameless is not None:
        raise Unsummable(
            f"“{nameless.title or '（无标题）'}”的标题中没有机关名称，不知道是谁的报告。"
        )
    years = {report.year for report in reports}
    if len(years) > 1 or None in years:
        told = "、".join(sorted(f"{year}年" if year else "没有年度" for year in years))
        raise Unsummable(f"报告不是同一年度的（{told}），不能汇总。")
    return next(year for year in years if year is not None)


def _refuse_twice(reports: Sequence[Report]) -> None:
    count = Counter(bare(report.office or "") for report in reports)
    twice = next((r.office for r in reports if count[bare(r.office or "")] > 1), None)
    if twice is not None:
        raise Unsummable(f"{twice}的报告给了两份，同一机关只能计一份。")


def _report(sums: dict[str, Added | None], generation: str, year: int, office: str) -> Report:
    tables = {name: each.table for name, each in sums.items() if each is not None}
    title = f"{office}{year}年政府信息公开工作年度报告（汇总）"
    chapters = form_of(generation).sections
    return Report(
        title=title,
        office=office or None,
        year=year,
        form=generation,
        sections=tuple(
            Section(each.key, at, each.label, "") for at, each in enumerate(chapters, 1)
        ),
        proactive=tables.get("proactive"),
        applications=tables.get("applications"),
        remedies=tables.get("remedies"),
        statistics=tables.get("statistics"),
    )


def _apart(reports: Sequence[Report], generation: str, whole: Report) -> Iterator[Report]:
    """Yield part two in each other form, without the cells the sum already has: none is left out."""
    for other in (each for each in GENERATIONS if each != generation):
        found = added("proactive", reports, other)
        has = whole.proactive
        left = {
            row: {
                column: cell
                for column, cell in columns.items()
                if has is None or has.cell(row, column) is None
            }
            for row, columns in (found.table.cells if found else {}).items()
        }
        left = {row: columns for row, columns in left.items() if columns}
        if left:
            yield Report(
                title=whole.title.replace("（汇总）", f"（{other}年格式汇总）"),
                office=whole.office,
                year=whole.year,
                form=other,
                proactive=Table(left),
            )


def _preamble(
    reports: Sequence[Report], expected: Sequence[str], filed: Sequence[str], missing: Sequence[str]
) -> str:
    due = f"应报{len(expected)}个机关，" if expected else ""
    told = f"本表由{len(reports)}份年度报告相加而成：{due}已报{len(filed)}个。"
    return told + (f"未报：{_some(missing)}。" if missing else "")


def _on_offices(
    reports: Sequence[Report],
    names: Names,
    expected: Sequence[str],
    filed: Sequence[str],
    missing: Sequence[str],
) -> Iterator[Note]:
    for each in missing:
        yield Note("missing", f"{each}没有报告，汇总数不含该机关。")
    listed = {bare(names.now(each)) for each in expected}
    for each in filed:
        if expected and bare(each) not in listed:
            yield Note("not-listed", f"{each}不在机关名单中，其报告已计入。")
    for each in filed:
        former = [r.office or "" for r in reports if names.now(r.office or "") == each]
        others = [name for name in former if bare(name) != bare(each)]
        if others:
            own = "，本机关的报告也已计入" if len(others) < len(former) else ""
            yield Note("succeeded", f"{_some(others)}的报告计入{each}{own}。")


def _on_forms(
    reports: Sequence[Report], sums: dict[str, Added | None], apart: Sequence[Report]
) -> Iterator[Note]:
    used = Counter(report.form for report in reports)
    if len(used) > 1:
        told = "、".join(f"{form}年格式{count}份" for form, count in sorted(used.items()))
        yield Note("forms", f"各机关所用格式不同：{told}。")
    applications = sums["applications"]
    if applications is not None and applications.is_joined:
        yield Note(
            "joined",
            "有的机关第三部分（六）其他处理只填一行，各机关的该项按一行相加；分三行填的已先合计。",
        )
    for each in apart:
        cells = [(row, column) for _, table in each.tables() for row, column, _ in table.each()]
        who = [
            report.office or ""
            for report in reports
            if report.proactive and any(report.proactive.cell(*cell) for cell in cells)
        ]
        yield Note("apart", f"{_some(who)}的第二部分用{each.form}年格式的栏目，单独相加。")


def _on_tables(reports: Sequence[Report], sums: dict[str, Added | None]) -> Iterator[Note]:
    for name, total in sums.items():
        if total is None:
            continue
        without = [r.office or "" for r in reports if not getattr(r, name)]
        if without:
            yield Note("no-table", f"{_some(without)}没有{_CALLED[name]}的表格，汇总数不含其数。")
        who = Counter(office for offices in total.blank.values() for office in offices)
        for office, count in who.items():
            yield Note("blank", f"{office}的{_CALLED[name]}有{count}格未报，不当作0，汇总数不含。")


def _on_balances(reports: Sequence[Report], whole: Report) -> Iterator[Note]:
    for report in reports:
        for name, balance in _broken(report):
            yield Note("balance-office", f"{report.office}：{_told(name, balance)}")
    for name, balance in _broken(whole):
        yield Note("balance-sum", f"汇总数：{_told(name, balance)}")


def _broken(report: Report) -> Iterator[tuple[str, Balance]]:
    """Yield each relation that fails; one that a blank leaves open is told of with the blank."""
    seen: set[tuple[str, str, tuple[str, ...]]] = set()
    for form in forms().values():
        for relation in form.relations:
            table = getattr(report, relation.table)
            if table is None or relation.sign != "=":
                continue
            for balance in balances(table, relation):
                known = (relation.check, balance.of, balance.names)
                if balance.holds is False and known not in seen:
                    seen.add(known)
                    yield relation.table, balance


def _told(name: str, balance: Balance) -> str:
    return (
        f"{_CALLED[name]}“{label_of(balance.of)}”的勾稽关系不成立，"
        f"{balance.left_sum}不等于{balance.right_sum}。"
    )


def _on_carried(
    reports: Sequence[Report], last_year: Sequence[Report], names: Names
) -> Iterator[Note]:
    """Yield where 上年结转 is not what the same offices carried out a year before, in all and each."""
    if not last_year:
        return
    if {report.year for report in last_year} != {(reports[0].year or 0) - 1}:
        raise Unsummable("上年的报告不都是上一年度的，不能比较上年结转。")
    now, before = (_by_office(those, names) for those in (reports, last_year))
    for each in [*now.keys() - before.keys()]:
        yield Note("no-last-year", f"{each}没有上年的报告，未比较其上年结转。")
    for each in [*before.keys() - now.keys()]:
        yield Note("not-this-year", f"{each}上年有报告，今年没有。")
    both = [office for office in now if office in before]
    for column in form_of("2021").applications.column_keys:
        yield from _on_column(column, {office: (now[office], before[office]) for office in both})


def _on_column(
    column: str, offices: Mapping[str, tuple[Sequence[Report], Sequence[Report]]]
) -> Iterator[Note]:
    totals: list[tuple[int, int]] = []
    for office, (now, before) in offices.items():
        carried_in = _carried(now, "carried_in", column)
        carried_out = _carried(before, "carried_out", column)
        if carried_in is None or carried_out is None:
            yield Note("carried-in-blank", f"{office}“{label_of(column)}”的结转数有空白，未比较。")
            continue
        totals.append((carried_in, carried_out))
        if carried_in != carried_out:
            told = f"上年结转{carried_in}，上年报告的结转下年为{carried_out}"
            yield Note("carried-in", f"{office}“{label_of(column)}”：{told}。")
    all_in, all_out = (sum(each) for each in zip(*totals, strict=True)) if totals else (0, 0)
    if all_in != all_out:
        told = f"上年结转合计{all_in}，上年报告的结转下年合计为{all_out}"
        yield Note("carried-in", f"汇总数“{label_of(column)}”：{told}。")


def _by_office(reports: Sequence[Report], names: Names) -> dict[str, list[Report]]:
    found: dict[str, list[Report]] = {}
    for report in reports:
        found.setdefault(names.now(report.office or ""), []).append(report)
    return found


def _carried(reports: Sequence[Report], row: str, column: str) -> int | None:
    numbers = [number(report, f"applications.{row}.{column}") for report in reports]
    known = [int(each) for each in numbers if each is not None]
    return sum(known) if len(known) == len(numbers) else None


def _some(offices: Sequence[str]) -> str:
    named = "、".join(offices[:_NAMED])
    return named if len(offices) <= _NAMED else f"{named}等{len(offices)}个机关"
