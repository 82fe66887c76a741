"""How a reader wants to read: 长辈版 (large type) and 高对比, each kept in its own cookie."""

from collections.abc import Mapping
from typing import Any, NamedTuple


class Switch(NamedTuple):
    """A button of the header. Its key is the cookie, and the data attribute on <html>."""

    key: str
    value: str
    label: str

    def shown(self, wishes: Mapping[str, str]) -> dict[str, Any]:
        """Return what the header needs: whether it is on, and the value a press will set."""
        on = wishes.get(self.key) == self.value
        return {**self._asdict(), "on": on, "next_value": "" if on else self.value}


SWITCHES = (Switch("size", "large", "长辈版"), Switch("theme", "contrast", "高对比"))
COOKIE_AGE = 365 * 24 * 60 * 60


def chosen(cookies: Mapping[str, str]) -> dict[str, str]:
    """Return the switches that are on; anything else in a cookie is ignored."""
    return {
        switch.key: switch.value
        for switch in SWITCHES
        if cookies.get(f"reader_{switch.key}") == switch.value
    }
