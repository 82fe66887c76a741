"""Whatever is done to the numbers, labels and rows of a report: nothing is read wrong in silence."""

import pytest

from annual_report.damage import KINDS, damaged, meant, outcome
from gongkai.annual_report.exchange import data_of
from gongkai.annual_report.reading import read_bytes

FLAGGED = {"a row lost", "two numbers swapped", "one cell +1"}  # the file itself does not hold it


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("suffix", ["txt", "html", "docx"])
def test_no_damage_makes_a_wrong_number_in_silence(kind, suffix):
    found = {outcome(kind, suffix, seed, ("2021", "2019")[seed % 2]) for seed in range(3)}
    assert found <= ({"exact", "flagged"} if kind in FLAGGED else {"exact"})


def test_every_kind_changes_the_file():
    whole = [damaged(kind, "txt", 2) for kind in KINDS]
    assert len(set(whole)) == len(KINDS) == 22


def test_zeros_that_are_strokes_stay_no_numbers():
    found = data_of(read_bytes(damaged("zeros as /", "html", 2)))
    truth = data_of(meant("2021", 2))
    assert {
        (row, column)
        for row, columns in truth["applications"].items()
        for column, value in columns.items()
        if value == 0
    } == {
        (row, column)
        for row, columns in found["applications"].items()
        for column, value in columns.items()
        if value is None
    }
