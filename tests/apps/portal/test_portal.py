"""The public pages: names, truth on an empty database, search, meta elements, reading switches."""

import re
from datetime import date

import pytest
from bs4 import BeautifulSoup

from gongkai.apps.portal.columns import COLUMNS
from gongkai.apps.portal.terms import next_reports

NAMES = [
    "政府信息公开指南",
    "政府信息公开制度",
    "法定主动公开内容",
    "政府信息公开年报",
    "依申请公开",
]
PATHS = [
    "/",
    "/guide/",
    "/rules/",
    "/content/",
    "/reports/",
    "/apply/",
    "/search/",
    "/search/?q=财政",
    "/search/?q=没有这样的东西",
    "/ask/",
    "/contact/",
    "/accessibility/",
    "/sitemap/",
]
LONGEST_NAME = "云川市" + "经济技术与高新技术产业融合发展示范" * 3 + "管理委员会"


def soup(client, path, **cookies):
    for key, value in cookies.items():
        client.cookies[key] = value
    answer = client.get(path)
    assert answer.status_code == 200, path
    return BeautifulSoup(answer.content, "html.parser")


def test_the_five_entries_bear_their_exact_names_in_their_order(client, db):
    entries = soup(client, "/").select(".entry-strip a")
    assert [entry.strong.text for entry in entries] == NAMES
    for entry, name in zip(entries, NAMES, strict=True):
        assert soup(client, entry["href"]).h1.text == name


@pytest.mark.parametrize("path", PATHS)
def test_every_page_stands_on_an_empty_database(client, db, path):
    page = soup(client, path)
    assert page.html["lang"] == "zh-CN"
    assert len(page.find_all("h1")) == 1
    assert "None" not in page.text


@pytest.mark.parametrize("path", PATHS)
def test_every_page_stands_with_the_longest_name(client, office, path):
    office("long", name=LONGEST_NAME, short_name=LONGEST_NAME[:40])
    soup(client, path)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_names_the_site_and_no_other_host(client, city, settings, path):
    page = soup(client, path)
    assert page.find("meta", {"name": "SiteName"})["content"] == "云川市人民政府政府信息公开"
    assert page.find("meta", {"name": "SiteDomain"})["content"]
    links = [tag.get("href") or tag.get("src") or "" for tag in page.select("[href], [src]")]
    assert not [link for link in links if re.match(r"(https?:)?//", link)]
    assert not page.select("[style], style, script:not([src])")


@pytest.mark.parametrize("column", COLUMNS)
def test_a_column_describes_itself_in_its_meta_elements(client, db, column):
    page = soup(client, column.address)
    for name, value in (
        ("ColumnName", column.name),
        ("ColumnDescription", column.description),
        ("ColumnKeywords", column.keywords),
        ("ColumnType", column.kind),
    ):
        assert page.find("meta", {"name": name})["content"] == value


@pytest.mark.parametrize("path", PATHS)
def test_every_inner_link_of_a_page_opens(client, city, path):
    for link in {a["href"].split("#")[0] for a in soup(client, path).select("a[href^='/']")}:
        assert client.get(link).status_code == 200, link


def test_links_to_a_place_in_a_page_find_it(client, city):
    for path in PATHS:
        for link in soup(client, path).select("a[href*='#']"):
            target, place = link["href"].split("#")
            assert soup(client, target or path).find(id=place), link["href"]


def test_numbers_on_the_home_page_come_from_the_database(client, office):
    assert "还没有登记机关" in soup(client, "/").text
    office("a")
    office("b")
    assert "2 个机关的公开指南" in soup(client, "/").text


def test_the_telephone_of_the_government_stands_above_the_fold(client, government):
    assert "（0000）555-0101" in soup(client, "/").select_one(".task-cards").text


def test_a_period_of_hours_is_not_broken_in_two(client, office):
    office(hours="工作日 8:30—12:00，14:00—17:30<b>", address="云水路1号")
    chunks = [chunk.text for chunk in soup(client, "/ask/").select(".about .chunk")]
    assert chunks == ["工作日 8:30—12:00，", "14:00—17:30<b>"]


def test_search_finds_offices_by_name_before_others(client, office):
    office("a", name="云川市民政局", classification="包括教育")
    office("b", name="云川市教育局")
    page = soup(client, "/search/?q=教育")
    titles = [row.text.strip() for row in page.select(".title")]
    assert titles.index("云川市教育局政府信息公开指南") < titles.index(
        "云川市民政局政府信息公开指南"
    )


def test_search_finds_subjects_and_rules(client, db):
    page = soup(client, "/search/?q=信息处理费").text
    assert "政府信息公开信息处理费管理办法" in page
    assert "第二十条第（七）项" in soup(client, "/search/?q=预算").text


def test_search_looks_through_article_21_too(client, db):
    link = soup(client, "/search/?q=房屋征收").select_one("a[href='/content/#city-and-county']")
    assert link
    assert soup(client, "/content/").find(id="city-and-county")
    assert soup(client, "/search/?q=农田水利").select_one("a[href='/content/#township']")


def test_search_says_which_words_it_did_not_use(client, db):
    words = "政府 信息 公开 条例 申请 期限 机关 规定 第九词 第十词"
    page = soup(client, f"/search/?q={words}").select_one(".notice").text
    assert "最多同时找 8 个词" in page
    assert "“第九词”、“第十词”" in page
    assert "100 个字" not in page
    assert not soup(client, "/search/?q=政府 信息").select_one(".notice")


@pytest.mark.parametrize(("length", "cut"), [(100, False), (101, True)])
def test_search_says_where_it_stopped_reading(client, db, length, cut):
    notice = soup(client, "/search/?q=" + "公" * length).select_one(".notice")
    assert bool(notice) == cut
    assert not cut or "最多用前 100 个字" in notice.text


def test_nothing_found_leads_to_an_application(client, db):
    page = soup(client, "/search/?q=没有这样的东西")
    assert page.select_one(".empty-state a[href='/apply/']")


@pytest.mark.parametrize("query", ["%", "_", "'", "<script>alert(1)</script>", "a" * 500, "\x00"])
def test_strange_queries_are_only_text(client, city, query):
    answer = client.get("/search/", {"q": query})
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_how_to_apply_names_its_articles(client, db):
    text = soup(client, "/apply/").text
    for article in ("第二十九条", "第三十条", "第三十一条", "第三十三条第二款", "第四十二条"):
        assert article in text
    assert "20 个工作日" in text


@pytest.mark.parametrize(
    ("today", "year", "departments", "governments"),
    [
        (date(2026, 11, 20), 2026, date(2027, 1, 31), date(2027, 3, 31)),
        (date(2027, 1, 1), 2026, date(2027, 1, 31), date(2027, 3, 31)),
        (date(2027, 3, 31), 2026, date(2027, 1, 31), date(2027, 3, 31)),
        (date(2027, 4, 1), 2027, date(2028, 1, 31), date(2028, 3, 31)),
    ],
)
def test_the_reports_page_names_the_next_days(today, year, departments, governments):
    found = next_reports(today)
    assert found["report_year"] == year
    assert found["departments"].due_on == departments
    assert found["governments"].due_on == governments


def test_a_reading_switch_is_kept_in_a_cookie_and_shown_on_every_page(client, db):
    answer = client.get("/reader/", {"size": "large", "next": "/rules/"})
    assert answer.headers["Location"] == "/rules/"
    page = soup(client, "/rules/")
    assert page.html["data-size"] == "large"
    assert page.select_one("button[name=size]")["aria-pressed"] == "true"
    client.get("/reader/", {"size": "", "next": "/"})
    assert "data-size" not in soup(client, "/").html.attrs


def test_a_switch_leads_back_to_our_own_pages_only(client, db):
    for target in ("https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)"):
        answer = client.get("/reader/", {"theme": "contrast", "next": target})
        assert answer.headers["Location"] == "/"


def test_a_strange_cookie_changes_nothing(client, db):
    page = soup(client, "/", reader_size='"><script>', reader_theme="dark")
    assert "data-size" not in page.html.attrs
    assert "data-theme" not in page.html.attrs


def test_robots_and_the_icon(client, db):
    assert "Disallow: /staff/" in client.get("/robots.txt").content.decode()
    assert client.get("/favicon.ico").headers["Location"].endswith("favicon.svg")


def test_the_footer_says_only_what_is_known(client, db, settings):
    bare = soup(client, "/").footer.text
    assert "主办单位" not in bare
    assert "标识码" not in bare
    settings.ENVIRONMENT = settings.ENVIRONMENT.model_copy(
        update={"site_code": "0000000000", "site_organizer": "云川市人民政府办公室"}
    )
    footer = soup(client, "/").footer.text
    assert "主办单位：云川市人民政府办公室" in footer
    assert "网站标识码：0000000000" in footer
