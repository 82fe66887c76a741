"""Titles of Wagtail's own screens as Chinese writes them: 新建机关, 修改：市林业局."""

from typing import Any


class NewTitle:
    """Mixin of views that make something: verb and noun are one word."""

    def get_header_title(self: Any) -> str:
        return f"{self.get_page_title()}{self.get_page_subtitle()}"


class ColonTitle:
    """Mixin of views of one record: a full-width colon before its name."""

    def get_header_title(self: Any) -> str:
        title, subtitle = self.get_page_title(), self.get_page_subtitle()
        return f"{title}：{subtitle}" if subtitle else str(title)
