"""What the prose says of persons and organisations is the table's columns."""

from collections.abc import Iterator, Sequence

from gongkai.annual_report.checking.comparison import compared, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import needed
from gongkai.annual_report.report import (
    Finding,
    Number,
)

NAME = "applicants-differ"
TITLE = "正文与表格：自然人、法人或其他组织的申请件数应与第三部分一致"
SOURCE = "国办公开办函〔2021〕30号；数据前后应当一致"
_KEYS = ("applications.by_person", "applications.by_organization")


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _KEYS, "自然人、法人或其他组织的申请件数")
    table = needed(dossier.report.applications, "第三部分表格")
    kinds = [key for key in table.cells.get("new", {}) if key not in {"natural_person", "total"}]
    person, organization = (_numbers(dossier, columns) for columns in (["natural_person"], kinds))
    yield from compared(
        NAME,
        dossier,
        {
            "applications.by_person": (
                "自然人新收",
                person,
                ["applications.new.natural_person"],
            ),
            "applications.by_organization": (
                "法人或其他组织新收",
                organization,
                [f"applications.new.{kind}" for kind in kinds],
            ),
        },
        "自然人、法人或其他组织的申请件数",
    )


def _numbers(dossier: Dossier, columns: Sequence[str]) -> dict[str, Number | None]:
    """Return what is new, new with carried in, and handled, summed over columns."""
    sums: dict[str, Number | None] = {}
    for called, rows in (
        ("新收", ["new"]),
        ("收办", ["new", "carried_in"]),
        ("办理", ["handled_total"]),
    ):
        values = [
            dossier.number(f"applications.{row}.{column}") for row in rows for column in columns
        ]
        known = [value for value in values if value is not None]
        sums[called] = sum(known) if len(known) == len(values) else None
    return sums
