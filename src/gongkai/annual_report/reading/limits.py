"""How much a file may hold before we refuse it, and why each limit stands where it does."""

MIB = 1024 * 1024

# The largest report with pictures seen is a few MiB; the whole file is held in memory once.
FILE_BYTES = 64 * MIB
# document.xml of a report is 0.1–1 MiB; its tree costs about ten times its text in memory.
XML_BYTES = 8 * MIB
# A page is 0.1 MiB; embedded pictures (data: URIs) are cut out before this is measured.
TEXT_BYTES = 8 * MIB
# The central directory of a docx lists tens of parts, about 60 bytes each.
DIRECTORY_BYTES = 1 * MIB
# A report has some hundred paragraphs and some hundred cells.
PARAGRAPHS = 50_000
CELLS = 50_000
# A cell of the form spans at most 15 columns.
SPAN = 100
