"""What is written is read back the same, in every format that is both written and read."""

import json
import string

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from annual_report.invented import facts_of, invented
from annual_report.test_roundtrip import FORMS, cells, comparable
from gongkai.annual_report.exchange import data_of, report_of
from gongkai.annual_report.facts import with_facts
from gongkai.annual_report.form import statistics_form
from gongkai.annual_report.reading import READERS, Unreadable, read_bytes
from gongkai.annual_report.rendering import RENDERERS, Unwritable, write

# A format that gets a reader joins by itself; json holds more than the others, and that comes back too.
FORMATS = [suffix for suffix in RENDERERS if suffix[1:] in READERS or suffix == ".json"]
KEPT = (
    "title",
    "office",
    "year",
    "form",
    "preamble",
    "sections",
    "proactive",
    "applications",
    "remedies",
    "statistics",
)
OFFICES = (
    "云川市水务局",
    "云川市人民政府",
    "云川市高新技术产业开发区管理委员会政务服务管理局",
    "云川市人力资源和社会保障局劳动保障监察支队和劳动人事争议仲裁院",
    "云川市住房和城乡建设局（市人民防空办公室）",
)
# Beginnings that a reader could take for a heading, a formula, markup or a number.
AWKWARD = (
    "（一）主动公开。",
    "1．",
    "一是",
    "“三安全一稳定”",
    "=1+1 ",
    "@云川发布 ",
    "+86-0000-5550108，",
    "#标题 *粗* $x$ <b>&amp;",
    "《云川市政府信息公开指南》",
    "2023年受理12件，比2022年增加3件，占12.5%。",
    "〔2023〕5号",
    "'引号'\"双\"",
    "㎡①…—·",
)
WORDS = st.text("公开信息办理情况群众，、；（）“”2023abc<>&= ", min_size=1, max_size=40)


@st.composite
def lines(draw, longest=60):
    count = draw(st.sampled_from([0, 1, 1, 2, 4]))
    found = []
    for _ in range(count):
        head = draw(st.sampled_from(["", *AWKWARD]))
        words = " ".join(draw(WORDS).split())
        long = draw(st.sampled_from([1, 1, 1, longest]))
        found.append(f"{head}本局{words * long}。")
    return "\n".join(found)


@st.composite
def reports(draw):
    form = draw(st.sampled_from(FORMS))
    data = facts_of(form, year=draw(st.integers(2009, 2040)), office=draw(st.sampled_from(OFFICES)))
    for section in data["sections"]:
        section["text"] = draw(lines())
    # Before the first chapter a line that is printed again is read once.
    data["preamble"] = draw(lines(longest=1))
    if form == "2008":
        number = st.one_of(st.none(), st.integers(0, 1_234_567))
        keys = [row.key for row in statistics_form().rows]
        data["statistics"] = draw(
            st.one_of(st.none(), st.fixed_dictionaries(dict.fromkeys(keys, number)))
        )
    else:
        data |= {name: draw(strategy) for name, strategy in cells(form).items()}
    return data


def again(data, suffix):
    content = RENDERERS[suffix](report_of(data))
    if suffix == ".json":
        return data_of(report_of(json.loads(content)))
    return data_of(read_bytes(content, f"x{suffix}"))


def kept(data, suffix=""):
    """Return what every format holds. A page has lines and distances: no spaces, no paragraphs."""
    found = {name: data[name] for name in KEPT}
    if suffix == ".pdf":
        found["preamble"] = "".join(found["preamble"].split())
        found["sections"] = [
            each | {"text": "".join(each["text"].split())} for each in found["sections"]
        ]
    return found


@pytest.mark.parametrize("suffix", FORMATS)
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@example(data=facts_of("2008"))
@example(data=facts_of("2019"))
@example(data=facts_of("2021"))
@given(data=reports())
def test_read_of_write_is_the_same_report(suffix, data):
    wanted = data if suffix == ".json" else comparable(data)
    assert kept(again(data, suffix), suffix) == kept(wanted, suffix)


def test_paragraphs_of_ordinary_prose_come_back_from_a_pdf():
    data = facts_of()
    text = "全年发布各类信息123条，其中政策文件12件、解读材料46篇，比上年增长12.5%，回应群众关切。"
    data["sections"][0]["text"] = "\n".join(
        [text, text * 3, f"（一）主动公开。{text}", "1．" + text]
    )
    assert again(data, ".pdf")["sections"] == data["sections"]


def test_every_format_written_is_also_read():
    assert set(FORMATS) >= {".docx", ".html", ".json"}
    assert set(RENDERERS) - set(FORMATS) <= {".htm", ".pdf", ".xlsx"}


@pytest.mark.parametrize("form", FORMS)
def test_all_formats_state_the_same_facts(form):
    data = facts_of(form)
    data["sections"][0]["text"] = "全年受理政府信息公开申请12件，办结11件。"
    stated = [again(data, suffix)["facts"] for suffix in FORMATS if suffix != ".json"]
    assert all(each == stated[0] for each in stated)


def test_json_holds_everything():
    data = facts_of()
    assert again(data, ".json") == data_of(report_of(data))


@pytest.mark.parametrize("name", ["数据.json", "数据", "数据.txt"])
def test_data_are_read_as_the_report_they_are(name):
    report = with_facts(report_of(facts_of()))
    assert read_bytes(RENDERERS[".json"](report), name) == report


@pytest.mark.parametrize(
    ("broken", "sentence"),
    [
        (lambda text: text[:-40], "数据文件不是完整的 JSON。"),
        (lambda text: text.replace('"title"', '"titel"'), "数据文件不合格式：字段 title"),
    ],
)
def test_broken_data_are_refused_with_a_sentence(broken, sentence):
    text = RENDERERS[".json"](report_of(facts_of())).decode()
    with pytest.raises(Unreadable) as fault:
        read_bytes(broken(text).encode())
    assert fault.value.sentence.startswith(sentence)


@pytest.mark.parametrize("suffix", sorted({*RENDERERS}))
def test_the_same_report_gives_the_same_bytes(suffix):
    assert RENDERERS[suffix](invented()) == RENDERERS[suffix](invented())


@pytest.mark.parametrize("suffix", sorted({*RENDERERS}))
def test_characters_no_format_can_hold_stop_no_format(suffix):
    data = facts_of()
    data["sections"][0]["text"] = "".join(map(chr, range(32))) + string.punctuation + "\ufffe\uffff"
    assert RENDERERS[suffix](report_of(data))


def test_an_unknown_format_is_refused_and_the_known_ones_named(tmp_path):
    with pytest.raises(Unwritable) as fault:
        write(invented(), tmp_path / "报告.odt")
    assert ".docx、.pdf、.html、.xlsx、.json" in fault.value.sentence
    assert list(tmp_path.iterdir()) == []
