"""Very many annual reports: read and checked in parallel into Parquet, asked in SQL, summed up.

It owns a folder of Parquet files and nothing else; it refuses to stop for a file that cannot be
read, and to hold more than a batch in memory. Needs the extra `gongkai[corpus]`.
"""

from gongkai.corpus.ingest import Progress, ingest
from gongkai.corpus.query import Answer, NotSQL, query
from gongkai.corpus.store import Store, Unusable
from gongkai.corpus.summary import summary
from gongkai.corpus.synthesis import synthesize

__all__ = [
    "Answer",
    "NotSQL",
    "Progress",
    "Store",
    "Unusable",
    "ingest",
    "query",
    "summary",
    "synthesize",
]
