"""What `gongkai report read --explain` prints: one line for each thing known of a cell."""

from gongkai.annual_report.reading.explanation import Explanation
from gongkai.annual_report.wording import one_line


def explanation_text(found: Explanation) -> str:
    """Return where a cell was read, as lines for a person."""
    lines = [
        ("单元格", found.name),
        ("名称", found.label),
        ("格式", found.format),
        ("位置", found.where),
        ("印的是", f"“{one_line(found.printed)}”"),
        ("读作", found.read_as),
    ]
    if found.row:
        lines.append(("同一行", "｜".join(found.row)))
    lines += [
        (word, text)
        for word, text in (("上一格", found.above), ("下一格", found.below))
        if text is not None
    ]
    lines.append(("依据", found.how))
    lines += [("说明", note) for note in found.notes]
    return "\n".join(f"{word.ljust(3, '　')}　{text}" for word, text in lines)
