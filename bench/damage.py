"""Twenty-two kinds of damage, 100 documents each, in text, pages and Word: `python bench/damage.py`.

exact: every number of parts three and four is what the office meant; flagged: one is not, and the
report says so; silent: one is not, and nothing says so. The exit code counts the silent ones.
"""

import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from annual_report.damage import KINDS, outcome

COUNT = int(sys.argv[1]) if len(sys.argv) > 1 else 100
SUFFIXES = ("txt", "html", "docx")


def main() -> int:
    print(
        f"{'exact|flagged|silent of ' + str(COUNT):28}"
        + "".join(f"{each:>14}" for each in SUFFIXES)
    )
    silent = 0
    for kind in KINDS:
        line = f"{kind:28}"
        for suffix in SUFFIXES:
            counts = Counter(
                outcome(kind, suffix, seed, ("2021", "2019")[seed % 2]) for seed in range(COUNT)
            )
            silent += counts["silent"]
            shown = "|".join(str(counts[each]) for each in ("exact", "flagged", "silent"))
            line += f"{shown:>14}"
        print(line, flush=True)
    print(f"wrong and silent: {silent}")
    return min(silent, 100)


if __name__ == "__main__":
    sys.exit(main())
