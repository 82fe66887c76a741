"""Word documents that only Word writes: numbering, symbols, odd merges; and the two ways of reading."""

import io
import re
import zipfile

import pytest

from annual_report.invented import facts_of, invented
from annual_report.test_irregular_docx import CHANGES, changed
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.reading import Unreadable, docx_scan, read_bytes
from gongkai.annual_report.reading.blocks import Grid
from gongkai.annual_report.reading.docx import _read_as_tree, blocks_of
from gongkai.annual_report.rendering import docx

HEAD = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>'
TAIL = "</w:body></w:document>"
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def document(body, **parts):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", HEAD + body + TAIL)
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
    return stream.getvalue()


def run(text):
    return f"<w:r><w:t>{text}</w:t></w:r>"


def paragraph(text, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def cell(text, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr><w:p>{run(text)}</w:p></w:tc>"


def table(*rows):
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def texts(content):
    return [
        [[(c.text, c.column, c.width) for c in row] for row in block.rows]
        if isinstance(block, Grid)
        else block.text
        for block in blocks_of(content)
    ]


@pytest.mark.parametrize("form", ["2008", "2019", "2021"])
def test_a_plain_document_is_scanned_and_its_tree_says_the_same(form):
    xml = zipfile.ZipFile(io.BytesIO(docx.render(invented(form)))).read("word/document.xml")
    scanned = docx_scan.blocks_of(xml)
    assert scanned is not None
    assert scanned == _read_as_tree(xml, None)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_whatever_is_scanned_is_what_the_tree_says(change):
    xml = zipfile.ZipFile(io.BytesIO(changed("2021", change))).read("word/document.xml")
    scanned = docx_scan.blocks_of(xml)
    assert scanned is None or scanned == _read_as_tree(xml, None)


@pytest.mark.parametrize(
    "body",
    [
        paragraph("一&amp;二 &lt;三&gt; &#x4E00;"),
        f"<w:p>{run('一')}<w:r><w:tab/><w:t>二</w:t><w:br/><w:t xml:space='preserve'> 三 </w:t></w:r></w:p>",
        '<w:p><w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr><w:r><w:t/></w:r></w:p>',
        f"<w:p/><w:p w:id='1'/>{paragraph('一')}",
        table(cell("一") + "<w:tc><w:p/><w:p><w:r><w:t>二</w:t></w:r></w:p><w:p w:id='2'/></w:tc>"),
        table(cell("一", '<w:gridSpan w:val="2"/>'), cell("二") + cell("三")),
        table(cell("一", "<w:vMerge/>") + cell("二"), cell("三", "<w:vMerge/>") + cell("四")),
        table('<w:trPr><w:gridBefore w:val="2"/></w:trPr>' + cell("一") + cell("二"), cell("三") * 4),
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr w:rsidR='1'>{cell('一')}{cell('二')}</w:tr></w:tbl>",
        table(cell("一")).replace("<w:tbl>", "<w:tbl w:id='1'>") + paragraph("二"),
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('控件')}</w:sdtContent></w:sdt>",
        "<w:p><w:r><w:t>a &gt; b</w:t></w:r><w:r><w:t xml:space='preserve'> > c</w:t></w:r></w:p>",
    ],
)  # fmt: skip
def test_scan_and_tree_agree(body):
    xml = (HEAD + body + TAIL).encode()
    scanned = docx_scan.blocks_of(xml)
    assert scanned is not None
    assert scanned == _read_as_tree(xml, None)


@pytest.mark.parametrize(
    "body",
    [
        table(f"<w:tc>{table(cell('一') + cell('二'))}<w:p/></w:tc>"),
        paragraph("一") + "<!-- <w:p><w:r><w:t>二</w:t></w:r></w:p> -->",
        f"<w:p><w:del>{run('一')}</w:del></w:p>",
        paragraph("一", "<w:numPr/>"),
    ],
)
def test_what_a_scan_does_not_understand_is_left_to_the_tree(body):
    assert docx_scan.blocks_of((HEAD + body + TAIL).encode()) is None


HARD_TAGS = (
    "moveFrom",
    "vanish",
    "strike",
    "dstrike",
    "vertAlign",
    "sym",
    "cellDel",
    "noBreakHyphen",
    "ptab",
    "hMerge",
    "txbxContent",
    "rPrChange",
)


@pytest.mark.parametrize("tag", [*(f"w:{tag}" for tag in HARD_TAGS), "mc:AlternateContent"])
def test_a_tag_that_says_more_than_text_is_left_to_the_tree(tag):
    plain = paragraph("一")
    assert docx_scan.blocks_of((HEAD + plain + TAIL).encode()) is not None
    assert docx_scan.blocks_of((HEAD + plain + f"<{tag}/>" + TAIL).encode()) is None


def test_a_merge_with_nothing_above_begins_there():
    body = table(
        cell("一", "<w:vMerge/>") + cell("二"),
        cell("三", "<w:vMerge/>") + cell("四"),
        cell("五") + cell("六", '<w:vMerge w:val="continue"/>'),
    )
    assert texts(document(body)) == [
        [[("一", 0, 1), ("二", 1, 1)], [("四", 1, 1)], [("五", 0, 1), ("六", 1, 1)]]
    ]


def test_cells_merged_sideways_are_one_wide_cell():
    wide = cell("一", '<w:hMerge w:val="restart"/>') + cell("x", "<w:hMerge/>") * 2
    assert texts(document(table(wide + cell("二"), cell("三") * 4))) == [
        [[("一", 0, 3), ("二", 3, 1)], [("三", at, 1) for at in range(4)]]
    ]


def test_columns_left_out_before_a_row():
    body = table(
        cell("一") + cell("二") + cell("三"),
        '<w:trPr><w:gridBefore w:val="1"/><w:gridAfter w:val="1"/></w:trPr>' + cell("四"),
    )
    assert texts(document(body))[0][1] == [("四", 1, 1)]


def test_symbols_hyphens_and_tabs():
    body = (
        '<w:p><w:r><w:t>一</w:t><w:sym w:font="Wingdings" w:char="F0A8"/><w:sym w:font="宋体" w:char="2460"/>'
        "<w:noBreakHyphen/><w:softHyphen/><w:t>二</w:t><w:ptab/><w:t>三</w:t></w:r></w:p>"
    )
    assert texts(document(body)) == ["一①-二\t三"]


def test_a_deleted_end_of_paragraph_joins_two():
    gone = '<w:rPr><w:del w:id="1" w:author="a"/></w:rPr>'
    body = (
        paragraph("公", gone)
        + paragraph("开")
        + table(f"<w:tc>{paragraph('结', gone)}{paragraph('果')}</w:tc>{cell('二')}")
    )
    assert texts(document(body)) == ["公开", [[("\n结果", 0, 1), ("二", 1, 1)]]]


def test_a_text_box_is_read_once():
    box = f"<w:txbxContent>{paragraph('标题')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'>{box}</mc:Choice>"
        f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    assert texts(document(body)) == ["标题"]


def test_footnotes_and_foreign_parts_are_left_out():
    body = (
        '<w:p><w:r><w:t>正文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
        '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="x"/>'
    )
    notes = f'<w:footnotes xmlns:w="x">{run("脚注")}</w:footnotes>'
    assert texts(document(body, footnotes=notes)) == ["正文"]


NUMBERING = """<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:suff w:val="nothing"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%3．"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl>
</w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%1"/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="11"/></w:lvlOverride></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/></w:num>
</w:numbering>"""
STYLES = """<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
<w:style w:styleId="Chapter"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Own"><w:basedOn w:val="Chapter"/></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>
</w:styles>"""


def listed(number, level=0):
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def test_numbers_that_word_writes_by_itself():
    body = "".join(
        paragraph(text, properties)
        for text, properties in [
            ("总体", listed(1)), ("甲", listed(1, 1)), ("乙", listed(1, 1)), ("子", listed(1, 2)),
            ("主动", '<w:pStyle w:val="Own"/>'), ("丙", listed(1, 1)), ("点", listed(1, 3)),
            ("无", '<w:pStyle w:val="Chapter"/><w:numPr><w:numId w:val="0"/></w:numPr>'),
            ("后", listed(2)), ("数", listed(3)), ("缺", listed(9)), ("环", '<w:pStyle w:val="Loop"/>'),
        ]
    )  # fmt: skip
    assert texts(document(body, numbering=NUMBERING, styles=STYLES)) == [
        "一、总体", "（一）甲", "（二）乙", "1．子", "二、主动", "（一）丙", "点",
        "无", "十一、后", "1.1 数", "缺", "环",
    ]  # fmt: skip


def test_chapters_with_free_titles_are_found_by_the_numbers_of_word():
    """Without its number a chapter of a title of its own would be lost in the text."""
    facts = facts_of("2008")
    facts["sections"][2]["heading"] = "便民惠民举措"
    facts["statistics"] = None
    whole = docx.render(report_of(facts))
    source = zipfile.ZipFile(io.BytesIO(whole))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        for name in source.namelist():
            content = source.read(name).decode()
            if name == "word/document.xml":
                content = re.sub(
                    r'(<w:pPr>)((?:(?!</w:p>).)*?preserve">)[一二三四五六七八九十]+、',
                    rf"\1{listed(1)}\2",
                    content,
                )
            if name == "word/styles.xml":
                continue
            package.writestr(name, content)
        package.writestr("word/numbering.xml", NUMBERING)
    found = read_bytes(target.getvalue())
    assert [(each.number, each.heading) for each in found.sections] == [
        (each["number"], each["heading"]) for each in facts["sections"]
    ]


def test_broken_numbering_is_damage():
    with pytest.raises(Unreadable):
        blocks_of(document(paragraph("一", listed(1)), numbering="<w:numbering"))


def test_entities_are_not_resolved_in_any_part(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密", encoding="utf-8")
    declared = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    numbering = declared + NUMBERING.replace("%1、", "&e;%1、")
    with pytest.raises(Unreadable):
        raise_or_show(document(paragraph("一", listed(1)), numbering=numbering))


def raise_or_show(content):
    shown = str(texts(content))
    assert "机密" not in shown
    raise Unreadable(shown)


def test_columns_that_do_not_stand_under_their_headings_are_read_by_place():
    """An office suite lays a table out anew and leaves the numbers a column to the left."""
    xml = zipfile.ZipFile(io.BytesIO(docx.render(invented()))).read("word/document.xml").decode()
    rows = re.findall(r"<w:tr>.*?</w:tr>", re.findall(r"<w:tbl>.*?</w:tbl>", xml)[1])
    changed_xml = xml
    for row in rows[3:]:
        narrow = row.replace('<w:gridSpan w:val="3"/>', '<w:gridSpan w:val="2"/>')
        narrow = narrow.replace('<w:gridSpan w:val="2"/>', "", 1) if narrow == row else narrow
        changed_xml = changed_xml.replace(row, narrow, 1)
    assert changed_xml != xml
    body = changed_xml[changed_xml.index("<w:body>") + 8 : changed_xml.index("</w:body>")]
    found = read_bytes(document(body))
    assert data_of(found)["applications"] == data_of(invented())["applications"]
    assert "read-by-place" in {note.code for note in found.notes}
