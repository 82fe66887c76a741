"""The drawings of annual reports: what they show is what the tables say."""

from decimal import Decimal

import pytest
from bs4 import BeautifulSoup

from apps.applications.steps import Steps
from apps.reports.conftest import Desk, bureau, desk  # noqa: F401 - fixtures
from gongkai.apps.portal.charts import (
    LABELS,
    MOST_YEARS,
    NUMBERS,
    WIDTH,
    applicants_of,
    outcomes_of,
    through_the_years,
)
from gongkai.apps.reports import actions
from gongkai.apps.reports.compilation import compiled


def years(*pairs):
    """Newest first, as the queries give them: year, 新收, 予以公开, 部分公开."""
    return [(year, [new, granted, part, 0]) for year, new, granted, part in reversed(pairs)]


def test_one_year_is_no_line():
    assert through_the_years(years((2025, 3, 1, 1))) is None


def test_the_lines_say_what_came_in_and_what_was_given_in_whole_or_part():
    chart = through_the_years(years((2024, 10, 3, 2), (2025, 20, 4, 4)))
    new, granted = chart.lines
    assert [point.text for point in new.points] == ["2024年10件", "2025年20件"]
    assert [point.text for point in granted.points] == ["2024年5件", "2025年8件"]
    assert new.points[1].y < new.points[0].y < granted.points[0].y
    assert [mark.text for mark in chart.years] == ["2024", "2025"]
    assert [mark.text for mark in chart.grid] == ["0", "5", "10", "15", "20", "25"]


def test_a_line_is_broken_where_a_year_is_missing():
    chart = through_the_years(years((2022, 1, 1, 0), (2024, 2, 1, 0), (2025, 3, 1, 0)))
    assert chart.lines[0].path.count("M") == 2
    assert chart.lines[0].path.count("L") == 1


def test_ten_years_are_drawn_at_most():
    chart = through_the_years(years(*((year, 1, 1, 0) for year in range(2010, 2026))))
    assert len(chart.years) == MOST_YEARS
    assert (chart.first, chart.last) == (2016, 2025)


@pytest.mark.parametrize(("new", "granted"), [(5, 5), (100, 99), (0, 0)])
def test_the_last_labels_do_not_cover_each_other(new, granted):
    chart = through_the_years(years((2024, new, granted, 0), (2025, new, granted, 0)))
    first, second = (line.label.y for line in chart.lines)
    assert abs(first - second) >= 34


def test_a_number_that_was_not_given_is_no_point():
    chart = through_the_years(years((2024, 5, None, 1), (2025, 6, 2, 1)))
    assert [point.text for point in chart.lines[1].points] == ["2025年3件"]


def test_the_bars_are_the_groups_of_table_three(desk):  # noqa: F811
    steps = Steps(desk.office, desk.clerk, desk.deputy)
    steps.replied("2025-03-03")
    steps.replied("2025-04-03")
    report = desk.compiled()
    desk.act(
        actions.override_number,
        report,
        "applications.refused_third_party.natural_person",
        Decimal(1),
        "补登记中",
    )
    whole = compiled(report)
    outcomes = outcomes_of(whole)
    assert [(row.label, row.number) for row in outcomes.rows] == [
        ("予以公开", 2),
        ("部分公开", 0),
        ("不予公开", 1),
        ("无法提供", 0),
        ("不予处理", 0),
        ("其他处理", 0),
    ]
    widest, _, half, *_ = (row.width for row in outcomes.rows)
    assert (widest, half) == (WIDTH - LABELS - NUMBERS, widest / 2)
    people = applicants_of(whole)
    assert (people.rows[0].label, people.rows[0].number) == ("自然人", 2)
    assert sum(row.number for row in people.rows) == 2


def test_a_year_without_applications_is_not_drawn(desk):  # noqa: F811
    whole = compiled(desk.compiled())
    assert outcomes_of(whole) is None
    assert applicants_of(whole) is None


def test_the_page_of_a_report_draws_and_says_its_numbers(client, desk):  # noqa: F811
    Steps(desk.office, desk.clerk, desk.deputy).replied("2025-03-03")
    desk.published(2025)
    desk.published(2024)
    page = BeautifulSoup(client.get("/reports/tcj/2025/").content, "html.parser")
    drawings = page.select("figure.chart-frame svg[role=img]")
    assert len(drawings) == 3
    for drawing in drawings:
        for name in drawing["aria-labelledby"].split():
            assert page.select_one(f"#{name}").text.strip()
    assert "予以公开1件" in page.select_one("#outcomes-said").text
    assert "2024年0件，2025年1件" in page.select_one("#years-said").text
    assert page.select_one("figure details table")
