"""Someone at the portal: what they fill in, and how long they take."""

import re
from datetime import datetime, timedelta
from unittest.mock import patch

from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile

from gongkai.apps.applications.models import Application

FORM = "/apply/new/tcj/"
RECEIPT = "/apply/receipt/"
STATUS = "/apply/status/"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 64
RESIDENT = "11010519491231002X"  # the example of GB 11643 itself
FILLED = {
    "applicant_kind": "natural_person",
    "name": "苏念安",
    "identity_kind": "resident-card",
    "identity_number": RESIDENT,
    "telephone": "（0000）555-0133",
    "wanted": "2025年招商引资奖励资金兑现情况",
    "supply_form": "electronic",
    "supply_way": "portal",
}


def proof(name="身份证.png", content=PNG):
    return SimpleUploadedFile(name, content, "image/png")


def soup(response):
    return BeautifulSoup(response.content, "html.parser")


def at(moment):
    """The clock of the whole program stands at this moment."""
    return patch("django.utils.timezone.now", return_value=moment)


class Citizen:
    """A browser of someone who applies: opens the form, reads for a minute, sends it."""

    def __init__(self, client, now):
        self.client, self.now = client, now

    def open_form(self, path=FORM):
        with at(self.now):
            page = self.client.get(path)
        self.token = soup(page).select_one("[name=token]")["value"]
        return page

    def send(self, after=timedelta(minutes=1), path=FORM, files=None, **changed):
        given = {**FILLED, "token": self.token, "identity_proof": proof(), **changed}
        with at(self.now + after):
            return self.client.post(path, {k: v for k, v in given.items() if v is not None})

    def file(self, **changed):
        """Return the application that was filed, and its query code as the receipt shows it."""
        self.open_form()
        before = set(Application.objects.values_list("pk", flat=True))
        sent = self.send(**changed)
        assert sent.status_code == 302, [each.text for each in soup(sent).select(".error-summary")]
        with at(self.now + timedelta(minutes=1)):
            page = soup(self.client.get(RECEIPT))
        self.code = page.select_one(".query-code").text.strip()
        return Application.objects.exclude(pk__in=before).get()

    def look_up(self, number, code, after=timedelta(minutes=2)):
        with at(self.now + after):
            return self.client.post(STATUS, {"number": number, "code": code})

    def see(self, application, after=timedelta(minutes=3)):
        with at(self.now + after):
            return self.client.get(f"/apply/status/{application.key}/")


def text(response):
    return re.sub(r"\s+", "", soup(response).select_one("main").text)


def parse(moment):
    return datetime.fromisoformat(f"{moment}+08:00")
