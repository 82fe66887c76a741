"""Which outline and which report of last year a report is measured by."""

from gongkai.annual_report.checking.dossier import Dossier
from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.form import Form, form_of, generation_of
from gongkai.annual_report.report import Report


def previous(dossier: Dossier) -> Report:
    """Return last year's report; raise NotApplicable where there is none, or it is another's."""
    found = dossier.previous
    if isinstance(found, str):
        raise NotApplicable(found)
    return found


def outline_of(dossier: Dossier) -> Form:
    """Return the form whose chapters are due: one without tables is no report of 2008 for that."""
    report = dossier.report
    if report.form == "2008" and report.year is not None:
        return form_of(generation_of(report.year))
    return dossier.form
