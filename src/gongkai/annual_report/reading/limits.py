"""How much a file may hold before we refuse it, and why each limit stands where it does."""

MIB = 1024 * 1024

# The largest report with pictures seen is a few MiB; the whole file is held in memory once.
FILE_BYTES = 64 * MIB
# document.xml of a report is 0.1–1 MiB; its tree costs about ten times its text in memory.
XML_BYTES = 8 * MIB
# Word writes some 20,000 elements for a report; each costs time whatever it holds.
XML_TAGS = 400_000
# A page is 0.1 MiB; embedded pictures (data: URIs) are cut out before this is measured.
PAGE_BYTES = 4 * MIB
# Word's own export writes 60,000 tags for a long report; parsing costs time by the tag.
TAGS = 100_000
# The parser copies a text that stray tags interrupt for every piece it gains, and keeps the copies:
# so a page of 0.8 MiB took 1 GiB. Tables of 10,000 cells, well formed, come to 1 MiB.
PAGE_COPIED_BYTES = 128 * MIB
# A page has one body. The parser compares the attributes of every further one with all that it has.
PAGE_BODIES = 1_000
# A tag has a dozen attributes. Each is compared with all before it: 10,000 take 0.15 s, 100,000 fifteen.
TAG_ATTRIBUTES = 10_000
# Layout tables nest a dozen deep.
DEPTH = 200
# A flattened report is 10 KiB.
TEXT_BYTES = 2 * MIB
# A long report has 50,000 characters, some hundred paragraphs and some hundred cells; to read
# 440,000 characters took 1.7 seconds.
CHARACTERS = 300_000
PARAGRAPHS = 4_000
CELLS = 10_000
# The central directory of a docx lists tens of parts, about 60 bytes each.
DIRECTORY_BYTES = 1 * MIB
# A cell of the form spans at most 15 columns.
SPAN = 100
# A report has six or twelve chapters; other numbered lines may look like more.
HEADINGS = 300
# A title stands in the first lines; a page may print its menus before it.
LINES_BEFORE_TITLE = 400
# A report has three to sixty pages.
PDF_PAGES = 200
# A page of tables as a browser prints it is 900 objects: one for each piece of line and text.
PDF_OBJECTS = 100_000
# A long report has 50,000 characters; each is asked for its place.
PDF_CHARACTERS = 120_000
# Of the objects half are lines; each is asked how it is drawn.
PDF_PATHS = 40_000
# Corners of the paths that are looked at: a table is one path at worst.
PDF_SEGMENTS = 100_000
# What draws the pages is 0.1–1 MiB unpacked; 4 MiB of shortest strokes cost a second and 250 MiB.
PDF_DRAWING_BYTES = 4 * MIB
# A whole Chinese font, not cut to the characters used, is 10–20 MiB; some embed four.
PDF_FONT_BYTES = 96 * MIB
# A report has tens of streams, a long one with pictures some hundred. Where one number stands for all of
# them pdfium compares each with all: 3,000 take two seconds.
PDF_STREAMS = 2_000
# To find the end of a stream pdfium searches on from its beginning: in a sound file once over the
# whole, in one with 3,000 streams without an end a hundred times that, at 400 MiB a second.
PDF_SEARCHED_BYTES = 192 * MIB
# A workbook holds a sheet for each table, and some more.
SHEETS = 60
# Cells from corner to corner of a sheet, empty ones too: the parser keeps each.
SHEET_AREA = 500_000
