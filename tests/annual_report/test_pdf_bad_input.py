"""Pdf that cannot or should not be read: refused with a sentence, soon, in little memory."""

import json
import random
import time
import zlib
from pathlib import Path

import pytest

from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import Unreadable, pdf, read, read_bytes
from gongkai.annual_report.reading.limits import PDF_DRAWING_BYTES, PDF_STREAMS
from gongkai.annual_report.reading.pdf import document

FIXTURES = Path(__file__).parent / "fixtures"
FILES = sorted((FIXTURES / "pdf").glob("*.pdf"))
LOOPS = 25
"""Processor time at most, in units of two million squarings beside it; see test_bad_input."""


def spent(act):
    """Return what an act gave and the processor time it took, in units of the interpreter."""
    begun = time.process_time()
    answer = act()
    middle = time.process_time()
    sum(n * n for n in range(2_000_000))
    return answer, (middle - begun) / (time.process_time() - middle)


def sentence_of(content):
    try:
        read_bytes(content, "x.pdf")
    except Unreadable as refusal:
        return refusal.sentence
    return ""


# ---- files written object by object


def file_of(*objects):
    parts = [b"%PDF-1.7\n"]
    places = []
    for number, each in enumerate(objects, 1):
        places.append(sum(map(len, parts)))
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, each))
    start = sum(map(len, parts))
    parts.append(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    parts += [b"%010d 00000 n \n" % place for place in places]
    parts.append(b"trailer <</Size %d/Root 1 0 R>>\n" % (len(objects) + 1))
    return b"".join([*parts, b"startxref\n%d\n%%%%EOF" % start])


def stream(data, more=b"", times=1):
    for _ in range(times):
        data = zlib.compress(data)
    filters = b"[" + b"/FlateDecode" * times + b"]"
    return b"<</Filter%s/Length %d%s>>\nstream\n%s\nendstream" % (filters, len(data), more, data)


FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"
FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def one_page(contents, *more, resources=b"/Font<</F 5 0 R>>/XObject<</X 5 0 R>>", pages=1):
    """A file whose pages all show the same stream, object 4; `more` are objects from 5."""
    return file_of(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" 3 0 R" * pages, pages),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<%s>>>>"
        % resources,
        contents,
        *more,
    )


def laughing(levels, first=5):
    """Forms that each draw the next ten times."""
    return [
        stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X %d 0 R>>>>" % (number + 1))
        for number in range(first, first + levels)
    ] + [stream(b"0 0 m 1 9 l S", FORM)]


def broken_off(size):
    """A font of many zeros, the last bytes of which are damaged."""
    packed = zlib.compress(bytes(size))
    return stream(b"", b"/Length1 9").replace(zlib.compress(b""), packed[:-40] + b"\xff" * 40)


LARGE = 20_000_000
HOSTILE = {
    "zeros": lambda: one_page(stream(bytes(LARGE))),
    "packed twice": lambda: one_page(stream(bytes(LARGE), times=2)),
    "filter elsewhere": lambda: one_page(
        stream(zlib.compress(bytes(LARGE))).replace(b"[/FlateDecode]", b" 5 0 R"),
        b"[/FlateDecode/FlateDecode]",
    ),
    "drawing called a font": lambda: one_page(stream(bytes(LARGE), b"/Length1 9"), FONT),
    "laughs": lambda: one_page(stream(b"/X Do " * 10), *laughing(9)),
    "a form that draws itself": lambda: one_page(
        stream(b"/X Do " * 10), stream(b"/X Do " * 10, FORM + b"/Resources<</XObject<</X 5 0 R>>>>")
    ),
    "strokes": lambda: one_page(stream(b"0 0 m 9 9 l S\n" * (PDF_DRAWING_BYTES // 16))),
    "one page many times": lambda: one_page(stream(b"0 0 m 9 9 l S\n" * 20_000), pages=190),
    "one text many times": lambda: one_page(
        stream(b"BT /F 9 Tf " + b"(A)Tj " * 20_000 + b"ET"), FONT, pages=190
    ),
    "too many pages": lambda: one_page(stream(b""), pages=300),
    "streams without an end": lambda: one_page(
        stream(b""), *[b"<</Length 9>>\nstream\n" + b"x" * 200] * 3_000
    ).replace(b"endobj", b""),
    "fonts that break off": lambda: one_page(stream(b""), *[broken_off(LARGE)] * 8),
    "too many streams": lambda: one_page(stream(b""), *[stream(b"")] * (PDF_STREAMS + 1)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_are_refused_soon(name):
    content = HOSTILE[name]()
    sentence, loops = spent(lambda: sentence_of(content))
    assert "过大" in sentence or "过多" in sentence
    assert loops < LOOPS


@pytest.mark.parametrize(
    "contents",
    [
        b"0 0 m " + b"1 9 l " * 100_000 + b"S",
        b"BT /F 9 Tf " + b"(A)Tj " * 80_000 + b"ET",
        b"q " * 400_000,
        b"".join(b"%d 0 m %d 800 l S 0 %d m 600 %d l S\n" % (x, x, x, x) for x in range(3, 600, 3))
        + b"BT /F 9 Tf 9 9 Td (A) Tj ET",
    ],
    ids=["one path", "text", "states", "grid"],
)
def test_what_keeps_within_the_limits_ends_soon_too(contents):
    content = one_page(stream(contents), FONT)
    sentence, loops = spent(lambda: sentence_of(content))
    assert sentence
    assert loops < LOOPS


def test_forms_that_are_used_as_they_are_meant_are_read():
    """A stamp drawn on each page, itself drawing a form of the same name, is no bomb."""
    content = one_page(
        stream(b"/X Do BT /F 9 Tf 9 9 Td (A) Tj ET"),
        stream(b"/X Do", FORM + b"/Resources<</XObject<</X 6 0 R>>>>"),
        stream(b"0 0 m 9 9 l S", FORM),
        FONT,
        resources=b"/Font<</F 7 0 R>>/XObject<</X 5 0 R>>",
    )
    assert "不是一份" in sentence_of(content)


# ---- damaged, locked, scanned


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7\n", "已损坏或不完整"),
        (FILES[0].read_bytes()[:3000], "已损坏或不完整"),
        (one_page(stream(b"")), "没有可以读取的文字"),
    ],
)
def test_refused_with_one_sentence(content, words):
    assert words in sentence_of(content)


def test_a_file_with_a_password_is_refused():
    with pytest.raises(Unreadable, match="打开密码"):
        read(FIXTURES / "pdf_locked" / "locked.pdf")


def test_a_file_protected_only_against_changes_is_read():
    found = data_of(read(FIXTURES / "pdf_locked" / "protected.pdf"))
    truth = json.loads((FIXTURES / "pdf" / "writer_2019.json").read_text(encoding="utf-8"))
    assert {key: found[key] for key in truth} == truth


PICTURE = (
    b"<</Type/XObject/Subtype/Image/Width 1/Height 1/ColorSpace/DeviceGray/BitsPerComponent 8"
    b"/Length 1>>\nstream\n0\nendstream"
)
SHOWN = b"q 600 0 0 800 0 0 cm /X Do Q "


def test_a_scan_is_said_to_be_one():
    assert "扫描件" in sentence_of(one_page(stream(SHOWN), PICTURE))


def test_text_that_a_scanner_laid_under_its_picture_is_told():
    content = one_page(
        stream(SHOWN + b"BT 3 Tr /F 9 Tf 9 9 Td (1 2 3) Tj ET"),
        PICTURE,
        FONT,
        resources=b"/Font<</F 6 0 R>>/XObject<</X 5 0 R>>",
    )
    remarks = [each.note for each in pdf.blocks_of(content) if hasattr(each, "note")]
    assert [note.code for note in remarks] == ["page-recognised"]


def test_a_glyph_of_no_known_character_is_no_silence():
    """A number with an unknown figure is unreadable, not a shorter number."""
    page = document.pages_of(FILES[0].read_bytes())[0]
    glyphs = [glyph._replace(text="\ufffd") for glyph in page.glyphs]
    with pytest.raises(Unreadable, match="没有字符编码"):
        pdf.blocks_of_pages([type(page)(page.width, page.height, glyphs, (), ())])


# ---- damaged at random


@pytest.mark.parametrize("seed", range(8))
def test_damage_at_random_is_refused_or_read_and_never_crashes(seed):
    dice = random.Random(seed)
    for _ in range(6):
        content = damaged(dice.choice(FILES).read_bytes(), dice)
        sentence, loops = spent(lambda content=content: sentence_of(content))
        assert not sentence or sentence.endswith("。")
        assert loops < LOOPS


def damaged(content, dice):
    changed = bytearray(content)
    kind = dice.random()
    if kind < 0.2:
        return bytes(changed[: dice.randrange(len(changed))])
    if kind < 0.3:
        at = dice.randrange(len(changed))
        del changed[at : at + dice.randrange(1, 2000)]
    else:
        for _ in range(dice.choice([1, 5, 50, 500])):
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)
