"""Which outline and which report of last year a report is measured by."""

import re

from gongkai.annual_report.checking.rule import NotApplicable
from gongkai.annual_report.form import Form, form_of, generation_of
from gongkai.annual_report.report import Report
from gongkai.annual_report.wording import plain


def previous(report: Report, last_year: Report | None) -> Report:
    """Return last year's report; raise NotApplicable where there is none, or it is another's."""
    if last_year is None:
        raise NotApplicable("没有提供上一年度的报告。")
    if report.year is not None and last_year.year is not None and last_year.year != report.year - 1:
        raise NotApplicable(
            f"用来对照的是{last_year.year}年的报告，不是{report.year}年的上一年度报告。"
        )
    if report.office and last_year.office and _bare(report.office) != _bare(last_year.office):
        raise NotApplicable(
            f"用来对照的是“{last_year.office}”的报告，不是“{report.office}”的；"
            "机关已更名的，请用 --renamed 说明。"
        )
    return last_year


def _bare(office: str) -> str:
    """Return an office's name without another name in brackets and without spaces."""
    return plain(re.sub("[（(].*?[)）]", "", office))


def outline_of(report: Report) -> Form:
    """Return the form whose chapters are due: one without tables is no report of 2008 for that."""
    if report.form == "2008" and report.year is not None:
        return form_of(generation_of(report.year))
    return form_of(report.form)
