"""A report as a file: Word, PDF, web page, workbook, data; the Word file of a signed report is the one that was signed."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse

from gongkai.annual_report.rendering import RENDERERS
from gongkai.apps.records.files import download as stored_file
from gongkai.apps.reports.compilation import compiled
from gongkai.apps.reports.models import AnnualReport

KINDS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json; charset=utf-8",
}


def file_of(report: AnnualReport, kind: str) -> HttpResponse | FileResponse:
    """Return the report as a file to save; raise Http404 for a kind that is not made."""
    if kind not in KINDS:
        raise Http404
    if kind == "docx" and report.document is not None:
        return stored_file(report.document)
    whole = compiled(report)
    content = RENDERERS[f".{kind}"](whole)
    name = quote(f"{whole.title}.{kind}")
    return HttpResponse(
        content,
        content_type=KINDS[kind],
        headers={
            "Content-Disposition": f"attachment; filename*=utf-8''{name}",
            "Cache-Control": "no-store",
        },
    )
