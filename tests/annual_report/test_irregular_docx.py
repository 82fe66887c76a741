"""Word documents as Word, WPS and converters write them: each irregularity done to our own."""

import io
import re
import zipfile

import pytest

from annual_report.invented import invented
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import docx

MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
PARAGRAPH = r"<w:p>(?:(?!</w:p>).)*</w:p>"


def changed(form, change):
    """Return our docx of a form with its document.xml changed."""
    source = zipfile.ZipFile(io.BytesIO(docx.render(invented(form))))
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            content = source.read(name)
            if name == "word/document.xml":
                before = content.decode()
                content = change(before).encode()
                assert content.decode() != before, "nothing was changed"
            package.writestr(name, content)
    return target.getvalue()


def runs(xml, change):
    return re.sub(r"<w:r><w:t[^>]*>([^<]*)</w:t></w:r>", change, xml)


def split_runs(xml):
    """Every character a run of its own, as Word does with proofing marks."""
    return runs(
        xml,
        lambda found: "".join(f"<w:r><w:t>{each}</w:t></w:r>" for each in found[1]).replace(
            "<w:t> <", '<w:t xml:space="preserve"> <'
        ),
    )


def inserted_and_deleted(xml):
    return runs(
        xml,
        lambda found: (
            f'<w:ins w:id="1" w:author="a">{found[0]}</w:ins>'
            f'<w:del w:id="2" w:author="a"><w:r><w:delText>9</w:delText></w:r></w:del>'
        ),
    )


def in_content_controls(xml):
    return re.sub(
        r"<w:tc>.*?</w:tc>",
        lambda f: f"<w:sdt><w:sdtPr/><w:sdtContent>{f[0]}</w:sdtContent></w:sdt>",
        xml,
    )


def rows_in_content_controls(xml):
    return re.sub(
        r"<w:tr>.*?</w:tr>",
        lambda f: f"<w:sdt><w:sdtPr/><w:sdtContent>{f[0]}</w:sdtContent></w:sdt>",
        xml,
    )


def alternate(xml):
    """The title in a text box, given once for new readers and once for old."""

    def twice(found):
        box = f"<w:txbxContent>{found[0]}</w:txbxContent>"
        return (
            f"<w:p><w:r><mc:AlternateContent {MC}><mc:Choice Requires='wps'>{box}</mc:Choice>"
            f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )

    return re.sub(r"<w:p><w:pPr><w:pStyle w:val=\"ReportTitle\"/>.*?</w:p>", twice, xml)


def within_a_layout_table(xml):
    return re.sub(
        r"<w:tbl>.*?</w:tbl>",
        lambda found: f"<w:tbl><w:tr><w:tc>{found[0]}<w:p/></w:tc></w:tr></w:tbl>",
        xml,
    )


def one_table_cut_in_two(xml):
    """Part three over two tables, as a page break made by hand leaves it."""
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", xml)
    rows = re.findall(r"<w:tr>.*?</w:tr>", tables[1])
    head = tables[1].split("<w:tr>")[0]
    pieces = ["".join(rows[:12]), "".join(rows[12:])]
    return xml.replace(tables[1], "<w:p/>".join(f"{head}{piece}</w:tbl>" for piece in pieces))


def a_table_for_each_item(xml):
    table = re.search(r"<w:tbl>.*?</w:tbl>", xml).group()
    head = table.split("<w:tr>")[0]
    apart = table.replace(
        '<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="320" w:hRule="atLeast"/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844"',
        "</w:tbl><w:p/>"
        + head
        + '<w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:tcPr><w:tcW w:w="8844"',
    )
    return xml.replace(table, apart.replace(head + "</w:tbl><w:p/>", "", 1))


def continued_without_a_value(xml):
    return xml.replace('<w:vMerge w:val="continue"/>', "<w:vMerge/>")


def struck_rows(xml):
    row = re.search(r"<w:tr>(?:(?!</w:tr>).)*规章.*?</w:tr>", xml).group()
    gone = row.replace("<w:trPr>", '<w:trPr><w:del w:id="3" w:author="a"/>')
    return xml.replace(row, row + re.sub(r"(<w:t [^>]*>)\d+", r"\g<1>9999", gone))


def text_left_in_continued_cells(xml):
    """Word hides what stands in a cell that only continues the one above it."""
    return re.sub(
        r'(<w:vMerge w:val="continue"/>.*?</w:pPr>)</w:p>', r"\1<w:r><w:t>9</w:t></w:r></w:p>", xml
    )


def a_row_that_heads_its_three(xml):
    """（六）其他处理 on a row of its own above its three."""
    row = re.search(r"<w:tr>(?:(?!</w:tr>).)*（六）其他处理(?:(?!</w:tr>).)*</w:tr>", xml).group()
    blank = re.sub(r"(<w:t [^>]*>)(?:\d+|\d．[^<]*)(?=</w:t>)", r"\1", row)
    return xml.replace(row, blank + row)


def hidden_text(xml):
    return xml.replace("<w:r>", "<w:r><w:rPr><w:vanish/></w:rPr><w:t>7</w:t></w:r><w:r>")


def struck_text(xml):
    struck = "".join(
        f"<w:r><w:rPr><w:{name}/></w:rPr><w:t>7</w:t></w:r>" for name in ("strike", "dstrike")
    )
    return xml.replace("<w:r>", f"{struck}<w:r>")


def struck_cells(xml):
    """Cells deleted with changes tracked, before every number of part three."""
    gone = '<w:tc><w:tcPr><w:cellDel w:id="4" w:author="a"/></w:tcPr><w:p><w:r><w:t>9</w:t></w:r></w:p></w:tc>'
    return re.sub(r"(?=<w:tc>(?:(?!</w:tc>).)*<w:t [^>]*>\d+</w:t>)", gone, xml)


def fields(xml):
    return xml.replace(
        "<w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r><w:r>',
    )


def vertical_characters(xml):
    return xml.replace(
        "三、本年度办理结果", "三</w:t><w:br/><w:t>、</w:t><w:br/><w:t>本年度办理结果"
    )


def strict(xml):
    return xml.replace(
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "http://purl.oclc.org/ooxml/wordprocessingml/main",
    )


def headings_numbered_by_word(xml):
    return re.sub(r"(preserve\">)[一二三四五六]、", r"\1", xml)


def trailing_column(xml):
    """A 备注 column behind part three."""
    tables = re.findall(r"<w:tbl>.*?</w:tbl>", xml)
    more = "<w:tc><w:tcPr/><w:p><w:r><w:t>3</w:t></w:r></w:p></w:tc></w:tr>"
    return xml.replace(tables[1], tables[1].replace("</w:tr>", more))


CHANGES = [
    split_runs,
    inserted_and_deleted,
    in_content_controls,
    rows_in_content_controls,
    alternate,
    within_a_layout_table,
    one_table_cut_in_two,
    a_table_for_each_item,
    continued_without_a_value,
    struck_rows,
    text_left_in_continued_cells,
    hidden_text,
    struck_text,
    struck_cells,
    fields,
    vertical_characters,
    strict,
    headings_numbered_by_word,
    trailing_column,
]


@pytest.mark.parametrize("form", ["2019", "2021"])
@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__)
def test_the_report_is_read_the_same(change, form):
    found = data_of(read_bytes(changed(form, change), "x.docx"))
    truth = data_of(invented(form))
    assert found | {"notes": []} == truth


def test_a_row_that_heads_its_three_is_none_of_them():
    found = data_of(read_bytes(changed("2021", a_row_that_heads_its_three)))
    assert found["applications"] == data_of(invented())["applications"]


def test_raised_figures_are_footnote_marks():
    def marked(xml):
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>2</w:t></w:r>'
        return re.sub(r"(<w:r><w:t [^>]*>\d+</w:t></w:r>)", rf"\1{mark}", xml)

    found = read_bytes(changed("2021", marked))
    assert data_of(found) | {"notes": []} == data_of(invented())
    assert {note.code for note in found.notes} == {"footnote-mark"}


def test_external_entities_are_not_followed(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("机密", encoding="utf-8")

    def entity(xml):
        declared = f'<!DOCTYPE w [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
        return re.sub(r"\?>\s*", f"?>{declared}", xml, count=1).replace("若干", "若&e;干")

    assert "机密" not in read_bytes(changed("2021", entity)).sections[0].text
