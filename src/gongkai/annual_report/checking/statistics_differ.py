"""What the prose up to 2018 says is what the 统计表 says."""

from collections.abc import Iterator

from gongkai.annual_report.checking.comparison import compared, stated_in
from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import needed
from gongkai.annual_report.report import (
    Finding,
)

NAME = "statistics-differ"
TITLE = "正文与统计表：同一项数应当一致"
SOURCE = "国办发〔2014〕32号；数据前后应当一致"
_CELLS = {
    "items.published": "S01",
    "documents.normative_issued": "S03",
    "interpretations.published": "S14",
    "applications.received": "S17",
    "applications.by_form:in_person": "S18",
    "applications.by_form:fax": "S19",
    "applications.by_form:online": "S20",
    "applications.by_form:letter": "S21",
    "reconsideration.cases": "S40",
    "litigation.cases": "S44",
    "staff.full_time": "S53",
    "staff.part_time": "S54",
    "trainings.participants": "S58",
}


def check(dossier: Dossier) -> Iterator[Finding]:
    stated_in(dossier, _CELLS, "统计表中的数")
    needed(dossier.report.statistics, "《政府信息公开情况统计表》")
    keys = {
        key: (
            f"“{dossier.label(code)}”",
            {code: dossier.number(f"statistics.{code}.number")},
            [f"statistics.{code}.number"],
        )
        for key, code in _CELLS.items()
        if key in dossier.facts
    }
    yield from compared(NAME, dossier, keys, "统计表中的数")
