"""What a page would cost its parser is reckoned from its tags: much of broken ones, little of others."""

import time

import pytest

from gongkai.annual_report.reading.html_scan import copied_bytes, costs_too_much
from gongkai.annual_report.reading.limits import PAGE_BODIES, TAG_ATTRIBUTES

MIB = 1 << 20
TEXT = b"x" * 100_000
MANY = 2_000


@pytest.mark.parametrize(
    "page",
    [
        TEXT + b"<td class=a>x" * MANY,
        TEXT + b"</b class=a>x" * MANY,
        TEXT + b"<!--a-->x" * MANY,
        TEXT + b"<TH title='><p>'>x" * MANY,
        TEXT + b"<body class=a>x" * MANY,
        b"<form>" + TEXT + b"<form class=a>x" * MANY,
        b"<table>" + TEXT + b"<tr class=a>x" * MANY,
        b"<table>" + TEXT + b"<td><p class=a></p></td><tr>x" * MANY,
        b"<table>" + TEXT + b"<input type=hidden>x" * MANY,
        b"<table>" + TEXT + b"<td><p></p></td><input type=hidden>x" * MANY,
        b"<table>" + TEXT + b"<td>y</td></none class=a>x" * MANY,
        b"<template><table></template>" + TEXT + b"<td class=a>x" * MANY,
        b"<table><table></table>" + TEXT + b"<td class=a>x" * MANY,
        b"<script>'<table>'</script>" + TEXT + b"<td class=a>x" * MANY,
        b"<!-- <table> -->" + TEXT + b"<td class=a>x" * MANY,
        b"<p title='<table>'>" + TEXT + b"<td class=a>x" * MANY,
    ],
)
def test_text_that_stray_tags_interrupt_is_copied_for_each(page):
    assert copied_bytes(page) >= len(TEXT) * MANY


@pytest.mark.parametrize(
    "page",
    [
        b"<table>" + (b"<tr>\n" + b"<td class=a>0123456789</td>\n" * 10 + b"</tr>\n") * 1_000,
        b"<p class=a>0123456789</p>\n" * 30_000,
        b"0123456789<br>\n" * 30_000,
        b"<table><tr><td>" + b"<table><tr><td class=a>0123456789</td></tr></table>" * 10_000,
        b"<select>" + b"<option value=1>0123456789</option>" * 30_000,
    ],
)
def test_sound_pages_are_copied_little(page):
    assert copied_bytes(page) < MIB


@pytest.mark.parametrize(
    "piece", [b"<", b"<!--a>", b"<script>", b"<script ", b'<p a="', b"<p a='", b"<p a= ", b"<!"]
)
def test_what_is_begun_and_not_ended_is_looked_at_once(piece):
    """Twice as much takes some twice as long: to begin anew at each would take four times."""
    whole = piece * 40_000
    begun = time.process_time()
    copied_bytes(whole[: len(whole) // 4])
    middle = time.process_time()
    copied_bytes(whole)
    assert time.process_time() - middle < 8 * (middle - begun) + 0.05


@pytest.mark.parametrize(
    "page",
    [
        b"<p " + b" ".join(b"a%d=1" % n for n in range(TAG_ATTRIBUTES + 1)) + b">x",
        b"<p " + b"/".join(b"a%d" % n for n in range(TAG_ATTRIBUTES + 1)) + b">x",
        b"".join(b"<body a%d=1>" % n for n in range(PAGE_BODIES + 1)),
        b"".join(b"<HTML a%d=1>" % n for n in range(PAGE_BODIES + 1)),
        TEXT * 2 + b"<td class=a>x" * MANY,
    ],
)
def test_a_page_that_would_take_the_parser_too_long_or_too_much_is_told(page):
    assert costs_too_much(page)


@pytest.mark.parametrize(
    "page",
    [
        b"<p " + b" ".join(b"a%d=1" % n for n in range(TAG_ATTRIBUTES - 10)) + b">x",
        b"<body>" * PAGE_BODIES,
        b"<table>" + b"<tr><td>x</td></tr>" * 10_000 + b"</table>",
    ],
)
def test_a_page_that_is_merely_long_is_read(page):
    assert not costs_too_much(page)
