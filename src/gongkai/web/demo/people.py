"""Who can sign in to the demonstration. The password is printed, so these may not face a network."""

from typing import NamedTuple

from gongkai.apps.offices.models import Role

PASSWORD = "yunchuan-demo"  # noqa: S105 - printed on every start; `gongkai serve` refuses it


class DemonstrationPerson(NamedTuple):
    """One account of the demonstration: who, as what, in which office and section."""

    username: str
    display_name: str
    role: Role
    office: str
    section: str = ""


PEOPLE = (
    DemonstrationPerson("guanli", "程知远", Role.ADMINISTRATOR, "zfb"),
    DemonstrationPerson("zhuguan", "沈若溪", Role.SUPERVISOR, "zfb", "政务公开科"),
    DemonstrationPerson("jingban", "林晓禾", Role.CLERK, "tcj", "法规科"),
    DemonstrationPerson("jingban2", "许澄", Role.CLERK, "tcj", "投资服务科"),
    DemonstrationPerson("kezhang", "周明澈", Role.SECTION_HEAD, "tcj", "法规科"),
    DemonstrationPerson("baomi", "沈知远", Role.SECRECY_REVIEWER, "tcj"),
    DemonstrationPerson("fenguan", "顾言", Role.DEPUTY_LEADER, "tcj"),
    DemonstrationPerson("zhuyao", "何以宁", Role.PRINCIPAL, "tcj"),
    DemonstrationPerson("jigou", "陆清和", Role.DISCLOSURE_HEAD, "tcj", "办公室"),
    DemonstrationPerson("fgw-jingban", "宋知夏", Role.CLERK, "fgw", "法规科"),
    DemonstrationPerson("fgw-kezhang", "韩予安", Role.SECTION_HEAD, "fgw", "法规科"),
    DemonstrationPerson("fgw-baomi", "秦书白", Role.SECRECY_REVIEWER, "fgw"),
    DemonstrationPerson("fgw-fenguan", "罗景行", Role.DEPUTY_LEADER, "fgw"),
    DemonstrationPerson("fgw-zhuyao", "魏长宁", Role.PRINCIPAL, "fgw"),
    DemonstrationPerson("fgw-jigou", "苏见微", Role.DISCLOSURE_HEAD, "fgw", "办公室"),
)
"""Everyone who works in the city; the offices not named here have nobody yet."""

SECTIONS = {
    "zfb": ("政务公开科", "综合科"),
    "tcj": ("办公室", "法规科", "投资服务科"),
    "fgw": ("办公室", "法规科"),
}
