"""What the demonstration prints when it is ready."""

from unicodedata import east_asian_width

from gongkai.web.demo.city import planned_offices
from gongkai.web.demo.people import PASSWORD, PEOPLE


def width(text: str) -> int:
    """Return the columns a terminal needs for this text."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def pad(text: str, columns: int) -> str:
    return text + " " * max(0, columns - width(text))


def panel(address: str) -> str:
    """Return the addresses and accounts of the demonstration as a few aligned lines."""
    offices = {plan.slug: plan.short_name for plan in planned_offices()}
    rows = [
        (person.username, person.display_name, offices[person.office], person.role.label)
        for person in PEOPLE
    ]
    columns = [max(width(row[i]) for row in rows) for i in range(4)]
    accounts = [
        "  " + "  ".join(pad(cell, columns[i]) for i, cell in enumerate(row)).rstrip()
        for row in rows
    ]
    line = "─" * 52
    return "\n".join(
        [
            line,
            "云川市演示站（机关、人员、数据全部虚构）",
            "",
            f"  公众网站  {address}/",
            f"  工作平台  {address}/staff/",
            "",
            f"账号（密码都是 {PASSWORD}）",
            *accounts,
            "",
            "按 Ctrl-C 停止。",
            line,
        ]
    )
