"""A report as a file: Word, PDF, web page, workbook, data; the Word file of a signed report is the one that was signed."""

from urllib.parse import quote

from django.http import FileResponse, Http404, HttpResponse

from gongkai.annual_report.rendering import RENDERERS
from gongkai.apps.records.files import download as stored_file
from gongkai.apps.reports.compilation import compiled
from gongkai.apps.reports.models import AnnualReport

KINDS = {
    "docx": (
        "DOCX 文档",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": ("PDF 文档", "application/pdf"),
    "html": ("网页", "text/html; charset=utf-8"),
    "xlsx": ("XLSX 表格", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": ("数据", "application/json; charset=utf-8"),
}
"""Kind of file → what people call it, and its media type."""
NAMES = {kind: name for kind, (name, _) in KINDS.items()}


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
        content_type=KINDS[kind][1],
        headers={
            "Content-Disposition": f"attachment; filename*=utf-8''{name}",
            "Cache-Control": "no-store",
        },
    )
