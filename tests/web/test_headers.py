"""Headers of every page: no other host, no sniffing, no framing."""

import pytest


@pytest.mark.parametrize("path", ["/", "/staff/login/", "/nothing/"])
def test_nothing_comes_from_another_host(client, db, path):
    headers = client.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "http" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "Cookie" in headers["Vary"]
    assert headers["Referrer-Policy"] == "same-origin"


def test_the_portal_allows_no_inline_script(client, db):
    assert "unsafe-inline" not in client.get("/").headers["Content-Security-Policy"]
