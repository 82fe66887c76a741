"""Which ledger counts which cells of the form; a cell that none counts is entered by hand."""

from collections.abc import Mapping

from gongkai.apps.applications.statistics import applications_table
from gongkai.apps.offices.models import Office
from gongkai.apps.publishing.models import Kind
from gongkai.apps.publishing.statistics import documents_of_the_year
from gongkai.apps.records.statistics import Figure

_DOCUMENT_ROWS = {"regulations": Kind.REGULATION, "normative_documents": Kind.NORMATIVE}


def figures_of(office: Office, year: int) -> dict[str, Figure]:
    """Return what the ledgers count, by the name of the cell: `applications.new.total`."""
    tables = {
        "proactive": _documents(office, year),
        "applications": applications_table(office, year),
    }
    return {
        f"{table}.{row}.{column}": figure
        for table, rows in tables.items()
        for row, columns in rows.items()
        for column, figure in columns.items()
    }


def _documents(office: Office, year: int) -> Mapping[str, Mapping[str, Figure]]:
    """Return the documents of 第二十条第（一）项, which alone of part two are items of this platform."""
    counted = documents_of_the_year(office, year)
    return {
        row: {
            "issued": counted[kind].made,
            "repealed": counted[kind].abolished,
            "in_force": counted[kind].in_force,
        }
        for row, kind in _DOCUMENT_ROWS.items()
    }
