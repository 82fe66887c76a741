"""Keep what belongs together on one line: 14:00—17:30 breaks before, not within."""

import re

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def chunked(text: str) -> SafeString:
    """Return the text in inline blocks that end at a comma or semicolon."""
    parts = re.findall(r"[^，；、]+[，；、]?|[，；、]", text)
    return format_html_join("", '<span class="chunk">{}</span>', ((part,) for part in parts))
