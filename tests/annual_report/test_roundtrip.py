"""What is written as docx or html is read back the same, for every form; written text too."""

import io
import re
import string
import zipfile
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annual_report.invented import facts_of, flattened, invented
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.form import form_of, statistics_form
from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import RENDERERS, docx
from gongkai.annual_report.wording import one_line

FORMS = ("2008", "2019", "2021")
COUNTS = st.one_of(st.none(), st.integers(0, 12_345))
MONEY = st.one_of(COUNTS, st.decimals(0, 99_999, places=4).map(float))
SIGNED = st.one_of(st.none(), st.integers(-500, 500))
WORDS = st.text("公开信息办理情况群众，、；（）“”2023abc<>& ", min_size=1, max_size=30)


@st.composite
def lines(draw):
    """Prose: lines that begin like no heading and no table."""
    each = draw(st.lists(WORDS, max_size=4))
    return "\n".join(f"本局{' '.join(line.split())}。" for line in each)


def cells(form):
    """A strategy for the three tables of a form."""

    def number(key):
        if key.startswith("amount"):
            return MONEY
        return SIGNED if key == "items_change" else COUNTS

    parts = form_of(form)
    proactive = {
        row.key: st.fixed_dictionaries({column.key: number(column.key) for column in block.columns})
        for block in parts.proactive
        for row in block.rows
    }
    grids = {
        name: st.fixed_dictionaries(
            {
                row: st.fixed_dictionaries(dict.fromkeys(table.column_keys, COUNTS))
                for row in table.row_keys
            }
        )
        for name, table in (("applications", parts.applications), ("remedies", parts.remedies))
    }
    return {"proactive": st.fixed_dictionaries(proactive), **grids}


@st.composite
def reports(draw):
    form = draw(st.sampled_from(FORMS))
    data = facts_of(form, year=draw(st.integers(2009, 2040)))
    for section in data["sections"]:
        section["text"] = draw(lines())
    data["preamble"] = draw(lines())
    if form == "2008":
        numbers = {
            row.key: MONEY if row.unit == "万元" else COUNTS for row in statistics_form().rows
        }
        data["statistics"] = draw(st.one_of(st.none(), st.fixed_dictionaries(numbers)))
    else:
        data |= {name: draw(strategy) for name, strategy in cells(form).items()}
    return data


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=reports())
def test_read_of_write_is_the_same_report(suffix, data):
    report = with_facts(report_of(data))
    again = data_of(read_bytes(RENDERERS[suffix](report), f"x{suffix}"))
    assert again | {"notes": []} == comparable(data)


def comparable(data):
    """The data as it comes back: the lines of the preamble without odd spaces, each once."""
    report = report_of(data)
    preamble = "\n".join(dict.fromkeys(tidy(report.preamble).splitlines()))
    return data_of(with_facts(replace(report, preamble=preamble)))


def tidy(text):
    return "\n".join(one_line(line) for line in text.splitlines())


@pytest.mark.parametrize("form", FORMS)
def test_flattened_text_is_read_as_it_was_written(form):
    report = invented(form)
    again = data_of(read_bytes(flattened(report).encode(), "x.txt"))
    assert again == data_of(report)


@pytest.mark.parametrize("form", FORMS)
def test_data_out_and_in_again_is_the_same(form):
    data = facts_of(form)
    assert data_of(report_of(data)) == data


def test_the_same_report_gives_the_same_bytes():
    assert docx.render(invented()) == docx.render(invented())


def test_characters_xml_cannot_hold_are_left_out():
    data = facts_of()
    data["sections"][0]["text"] = (
        "前" + "".join(chr(each) for each in range(9)) + "后" + string.digits
    )
    text = read_bytes(docx.render(report_of(data))).sections[0].text
    assert text == "前后0123456789"


def test_the_long_group_of_part_three_is_set_upright():
    xml = zipfile.ZipFile(io.BytesIO(docx.render(invented()))).read("word/document.xml").decode()
    cell = re.search(r"<w:tc>(?:(?!</w:tc>).)*三、本年度办理结果", xml).group()
    assert '<w:textDirection w:val="tbRlV"/>' in cell
    assert xml.count("<w:tblHeader/>") == 6
