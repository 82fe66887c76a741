"""Who can sign in to the demonstration. The password is printed, so these may not face a network."""

from typing import NamedTuple

from gongkai.apps.offices.permissions import ADMINISTRATORS, CLERKS, SUPERVISORS

PASSWORD = "yunchuan-demo"  # noqa: S105 - printed on every start; `gongkai serve` refuses it


class DemonstrationPerson(NamedTuple):
    """One account of the demonstration."""

    username: str
    display_name: str
    group: str
    office: str


PEOPLE = (
    DemonstrationPerson("guanli", "程知远", ADMINISTRATORS, "zfb"),
    DemonstrationPerson("zhuguan", "沈若溪", SUPERVISORS, "zfb"),
    DemonstrationPerson("jingban", "林晓禾", CLERKS, "tcj"),
)
