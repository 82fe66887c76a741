"""Text files in every encoding offices save, told by what they say; tables of markdown."""

import codecs

import pytest

from annual_report.invented import flattened, invented
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import Unreadable, read_bytes
from gongkai.annual_report.rendering.layout import laid_out, statutory_number

PLACES = {
    "proactive_disclosure": "proactive",
    "applications": "applications",
    "remedies": "remedies",
    "notes_and_attachments": "statistics",
}
ENCODINGS = {
    "utf-8": ("utf-8", b""),
    "utf-8 with mark": ("utf-8", codecs.BOM_UTF8),
    "gb18030": ("gb18030", b""),
    "gbk": ("gbk", b""),
    "utf-16-le": ("utf-16-le", b""),
    "utf-16-be": ("utf-16-be", b""),
    "utf-16-le with mark": ("utf-16-le", codecs.BOM_UTF16_LE),
    "utf-16-be with mark": ("utf-16-be", codecs.BOM_UTF16_BE),
    "gb18030 with its mark": ("gb18030", b"\x84\x31\x95\x33"),
}


@pytest.mark.parametrize("name", ENCODINGS)
@pytest.mark.parametrize("form", ["2008", "2021"])
def test_every_encoding_is_read_the_same(name, form):
    encoding, mark = ENCODINGS[name]
    report = invented(form)
    content = mark + flattened(report).encode(encoding)
    assert data_of(read_bytes(content, "x.txt")) == data_of(report)


def test_big5_is_read_by_its_words_or_refused():
    text = (
        "雲川市水務局2023年政府信息公開工作年度報告\n本報告的統計期限自2023年1月1日起至12月31日止。\n"
        "一、總體情況\n全年平穩，公開信息若干條。\n二、主動公開政府信息情況\n"
    )
    with pytest.raises(Unreadable) as refusal:
        read_bytes(text.encode("big5", errors="ignore"), "x.txt")
    assert refusal.value.sentence.endswith("。")
    assert "�" not in refusal.value.sentence


def test_half_of_a_character_at_the_end_does_no_harm():
    content = flattened(invented()).encode("gb18030")
    assert read_bytes(content + b"\xc4").title == invented().title


def markdown(report):
    lines = [f"# {report.title}", "", report.preamble, ""]
    for section in report.sections:
        lines += [f"## {statutory_number(section.number)}、{section.heading}", "", section.text, ""]
        name = PLACES.get(section.key)
        table = laid_out(report, name) if name else None
        for at, row in enumerate(table.rows if table else ()):
            lines.append("| " + " | ".join(cell.text for cell in row) + " |")
            if at == 0:
                lines.append("|" + " --- |" * len(row))
        lines.append("")
    return "\n".join(lines)


@pytest.mark.parametrize("form", ["2008", "2019", "2021"])
def test_tables_of_markdown(form):
    report = invented(form)
    found, truth = data_of(read_bytes(markdown(report).encode(), "x.md")), data_of(report)
    for name in ("title", "office", "year", "proactive", "applications", "remedies", "statistics"):
        assert found[name] == truth[name], name
    assert [each["heading"] for each in found["sections"]] == [
        each["heading"] for each in truth["sections"]
    ]


def test_markdown_without_outer_strokes_and_with_stars():
    text = markdown(invented()).replace("| 行政许可 |", "| **行政许可** |")
    assert data_of(read_bytes(text.encode()))["proactive"] == data_of(invented())["proactive"]
