"""Hand a stored file to a person. Whoever calls this has asked whether the person may."""

from django.http import FileResponse

from gongkai.apps.records.models import StoredFile


def download(stored: StoredFile) -> FileResponse:
    """Return the file under the name people gave it: saved, never opened in the page, never cached."""
    answer = FileResponse(
        stored.content.open("rb"),
        as_attachment=True,
        filename=stored.name,
        content_type=stored.media_type,
    )
    answer["Cache-Control"] = "no-store"
    return answer
