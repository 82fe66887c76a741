"""The forms that annual reports have had: their years, what prescribed them, their parts."""

from typing import NamedTuple

from gongkai.annual_report.form import GENERATIONS, Form, form_of, statistics_form
from gongkai.law.citations import instruments


class FormYears(NamedTuple):
    """One row of the table on the reports page."""

    years: str
    title: str
    number: str
    about: str


def form_years() -> list[FormYears]:
    """Return the generations of the form, oldest first."""
    return [
        FormYears(_years(form), *_source(form), _about(form)) for form in map(form_of, GENERATIONS)
    ]


def _years(form: Form) -> str:
    if form.last_year is None:
        return f"{form.first_year}年起"
    return f"{form.first_year}—{form.last_year}年"


def _source(form: Form) -> tuple[str, str]:
    title = _titles().get(form.instrument)
    return (f"《{title}》", form.instrument) if title else (form.instrument, "")


def _about(form: Form) -> str:
    if form.applications.rows:
        return f"统一格式，{len(form.sections)} 个部分"
    table = statistics_form().instrument
    return f"各地自定提纲；{table}印发以后附统计表"


def _titles() -> dict[str, str]:
    return {instrument.number: instrument.title for instrument in instruments().values()}
