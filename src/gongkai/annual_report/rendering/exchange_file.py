"""The report as a file of the exchange schema, gongkai/annual-report/1."""

import json

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.report import Report


def render(report: Report) -> bytes:
    """Return the report as the bytes of a JSON file."""
    return (json.dumps(data_of(report), ensure_ascii=False, indent=2) + "\n").encode()
