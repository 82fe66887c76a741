"""法定主动公开内容: whom article 21 binds besides, and everything the search looks through."""

from typing import NamedTuple

from gongkai.law.subjects import (
    ARTICLE_20,
    ARTICLE_21_CITY_AND_COUNTY,
    ARTICLE_21_TOWNSHIP,
    Subject,
)


class Level(NamedTuple):
    """Governments of one level, and what they publish besides article 20."""

    name: str
    subject: Subject


ARTICLE_21 = (
    Level("设区的市级、县级人民政府及其部门", ARTICLE_21_CITY_AND_COUNTY),
    Level("乡（镇）人民政府", ARTICLE_21_TOWNSHIP),
)
SUBJECTS = (*ARTICLE_20, *(level.subject for level in ARTICLE_21))
