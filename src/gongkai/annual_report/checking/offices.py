"""What an office's name says of its rank: a government of which level, or a department, or a town."""

import re
from enum import StrEnum


class Level(StrEnum):
    """The rank an office has by its name."""

    STATE = "state"
    PROVINCE = "province"
    CITY = "city"  # also a city of county rank: the name does not tell them apart
    COUNTY = "county"
    TOWN = "town"
    DEPARTMENT = "department"
    UNKNOWN = "unknown"


_RANKS = (
    (Level.STATE, re.compile(r"^(?:中华人民共和国|国务院|国家|中国|全国|公安部|财政部)|[^门支内外干本队]部$|总局$|署$")),
    (Level.TOWN, re.compile(r"(?:镇|乡|街道|办事处|民族乡|苏木)(?:人民政府|办事处|街道办事处|政府)?$")),
    (Level.PROVINCE, re.compile(r"^[^市县区]{2,8}(?:省|自治区|兵团)(?:人民)?政府(?:办公厅)?$|^(?:北京|天津|上海|重庆)市人民政府$")),
    (Level.COUNTY, re.compile(r"(?:县|区|旗)(?:人民政府|政府|人民政府办公室|政府办公室|政府办)?$")),
    (Level.CITY, re.compile(r"(?:市|州|盟|地区)(?:人民政府|政府|行署|行政公署|人民政府办公室|政府办公室)?$")),
    (Level.DEPARTMENT, re.compile(r"(?:局|委|委员会|办|办公室|厅|处|中心|院|所|站|队|会|行|馆|公司|校|大学)$")),
)  # fmt: skip
_ASIDE = re.compile(r"[（(].*?[)）]|\s")
_REGION = re.compile(r"^(.{2,12}?(?:省|自治区|市|州|盟|地区))?(.{1,10}?(?:市|县|区|旗))?")


def level_of(office: str) -> Level:
    """Return the rank of an office by its name, without another name in brackets."""
    name = _ASIDE.sub("", office)
    return next((level for level, wording in _RANKS if wording.search(name)), Level.UNKNOWN)


def may_make_regulations(office: str) -> bool:
    """Return whether an office may make 规章, or its name leaves it open (立法法第九十一、九十三条)."""
    return level_of(office) in {Level.STATE, Level.PROVINCE, Level.CITY, Level.UNKNOWN}


def names_region(office: str) -> str:
    """Return the region an office's name begins with, 云川市 of 云川市水务局."""
    found = _REGION.match(re.sub(r"\s", "", office))
    return found.group() if found else ""
