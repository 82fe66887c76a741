"""Whether the words of a report are read where they were written, once it has become a file."""

from gongkai.annual_report.reading import read_bytes
from gongkai.annual_report.rendering import docx
from gongkai.annual_report.report import Report


def line_read_elsewhere(whole: Report) -> str:
    """Return the first line that a reader of the file takes for a heading or does not find, or nothing.

    A line that begins like a chapter, such as 七、其他说明 after the sixth, is one for every reader of
    the file, people included.
    """
    again = read_bytes(docx.render(whole))
    written = [(whole.preamble, again.preamble)]
    for section in whole.sections:
        found = again.section(section.key) if section.key else None
        written.append((section.text, found.text if found else ""))
    for text, read in written:
        there = {_bare(line) for line in read.splitlines()}
        for line in text.splitlines():
            if _bare(line) and _bare(line) not in there:
                return line.strip()
    return ""


def _bare(line: str) -> str:
    return "".join(line.split())
