"""The log holds what the operator must act on, not what visitors mistype."""

import logging

import pytest


@pytest.mark.parametrize(
    ("name", "level", "written"),
    [
        ("django.request", logging.WARNING, False),
        ("django.request", logging.ERROR, True),
        ("django.security.DisallowedHost", logging.ERROR, False),
        ("django.security.csrf", logging.WARNING, True),
        ("axes.handlers.database", logging.WARNING, True),
        ("axes.handlers.database", logging.INFO, False),
        ("gongkai", logging.WARNING, True),
    ],
)
def test_what_is_written(name, level, written):
    assert logging.getLogger(name).isEnabledFor(level) is written


@pytest.mark.parametrize("host", ["localhost", "evil.example"])
def test_a_missing_page_and_a_strange_host_leave_no_line(client, db, caplog, host):
    assert client.get("/secret-path/", headers={"host": host}).status_code in {400, 404}
    assert "secret-path" not in caplog.text
    assert "evil.example" not in caplog.text
