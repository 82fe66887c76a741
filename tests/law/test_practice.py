"""The settings: every one documented, read from a file, refused when wrong."""

from dataclasses import fields

import pytest

from gongkai.law.practice import DEFAULT_PRACTICE, Practice, UnusablePractice, read_practice


@pytest.mark.parametrize("setting", fields(Practice), ids=lambda field: field.name)
def test_every_setting_gives_its_reason_and_its_default(setting):
    assert "默认" in setting.metadata["reason"]


def test_an_empty_file_is_the_defaults(tmp_path):
    path = tmp_path / "practice.toml"
    path.write_text("")
    assert read_practice(path) == DEFAULT_PRACTICE


def test_a_file_changes_what_it_names(tmp_path):
    path = tmp_path / "practice.toml"
    path.write_text('excluded_time_begins = "receipt"\nsilence_comes_first = true\n')
    assert read_practice(path) == Practice(excluded_time_begins="receipt", silence_comes_first=True)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("=", "不是有效的 TOML"),
        ("silence = true", "没有 silence 这一项；可以设置的有：excluded_time_begins"),
        ("silence_comes_first = 1", "只能是 true、false 之一"),
        ('excluded_time_begins = "posting"', "只能是 sending、receipt 之一"),
        ("excluded_time_begins = true", "只能是 sending、receipt 之一"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_sentence(tmp_path, text, sentence):
    path = tmp_path / "practice.toml"
    path.write_text(text)
    with pytest.raises(UnusablePractice, match=sentence):
        read_practice(path)


def test_a_missing_file_is_refused(tmp_path):
    with pytest.raises(UnusablePractice, match=r"none\.toml 不能读取"):
        read_practice(tmp_path / "none.toml")
