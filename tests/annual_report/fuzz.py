"""Broken files by the thousand: `python tests/annual_report/fuzz.py COUNT [SEED] [KIND …]`.

Valid files of every format are damaged byte by byte and part by part. Each must be read or refused
with a sentence: no other exception, no crash, no more than two seconds or 512 MiB in memory. A child
reads them; when it dies, the input is named and another child goes on.
"""

import argparse
import io
import multiprocessing
import os
import random
import resource
import signal
import sys
import time
import traceback
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from annual_report.invented import flattened, invented
from annual_report.sheet_writer import xls, xlsx
from gongkai.annual_report.reading import Unreadable, read_bytes
from gongkai.annual_report.rendering import docx, html

HERE = Path(__file__).parent / "fixtures"
KINDS = ("docx", "doc", "xlsx", "xls", "html", "txt", "pdf")
SECONDS = 2.0
MEBIBYTES = 512
HANG = 20  # seconds of the clock after which a child is given up
TAGS = (
    b"<w:tbl>",
    b"<w:tr>",
    b"<w:tc>",
    b"<table>",
    b"<td>",
    b"<tr>",
    b"<div>",
    b"<p>",
    b"\t",
    b"|",
)


@cache
def valid(kind: str) -> tuple[bytes, ...]:
    forms = ("2008", "2019", "2021")
    if kind == "doc":
        return tuple(path.read_bytes() for path in sorted((HERE / "doc").glob("*.doc")))
    if kind == "pdf":
        return tuple(path.read_bytes() for path in sorted((HERE / "pdf").glob("*.pdf")))[:6]
    write = {
        "docx": docx.render,
        "xlsx": xlsx,
        "xls": xls,
        "html": html.render,
        "txt": lambda report: flattened(report).encode(),
    }[kind]
    return tuple(write(invented(form)) for form in forms)


def made(kind: str, seed: int) -> bytes:
    """The input of this seed."""
    dice = random.Random(f"{kind} {seed}")
    content = dice.choice(valid(kind))
    if kind in {"docx", "xlsx"} and dice.random() < 0.7:
        return repacked(content, dice)
    if dice.random() < 0.01:
        return hostile(kind, dice)
    return mutated(content, kind, dice)


def mutated(content: bytes, kind: str, dice: random.Random) -> bytes:
    for _ in range(dice.choice((1, 1, 2, 4, 16))):
        content = dice.choice((flipped, cut, spliced, doubled, overwritten, numbered))(
            content, kind, dice
        )
    return content


def flipped(content: bytes, _kind: str, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice((1, 2, 8, 64))):
        if changed:
            changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut(content: bytes, _kind: str, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    return (
        content[:at] if dice.random() < 0.5 else content[:at] + content[at + dice.randrange(2000) :]
    )


def spliced(content: bytes, kind: str, dice: random.Random) -> bytes:
    other = dice.choice(valid(kind))
    at, end = dice.randrange(len(content) + 1), dice.randrange(len(other) + 1)
    return content[:at] + other[end : end + dice.choice((40, 4000, 400_000))] + content[at:]


def doubled(content: bytes, _kind: str, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    piece = content[at : at + dice.randrange(1, 400)]
    return (
        content[:at]
        + piece * dice.choice((2, 50, 3000 if len(content) < 200_000 else 2))
        + content[at:]
    )


def overwritten(content: bytes, _kind: str, dice: random.Random) -> bytes:
    at = dice.randrange(len(content) + 1)
    word = dice.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\x7f", b"\x01\0\0\0", *TAGS))
    return content[:at] + word + content[at + len(word) :]


def numbered(content: bytes, _kind: str, dice: random.Random) -> bytes:
    """A figure made a huge one."""
    places = [
        at
        for at in (dice.randrange(len(content) + 1) for _ in range(40))
        if content[at : at + 1].isdigit()
    ]
    at = places[0] if places else 0
    return (
        content[:at] + dice.choice((b"99999999", b"-1", b"4294967295", b"1e99")) + content[at + 1 :]
    )


def repacked(content: bytes, dice: random.Random) -> bytes:
    """A package one part of which is damaged, its checksums right."""
    source = zipfile.ZipFile(io.BytesIO(content))
    chosen = dice.choice(
        [*source.namelist(), *(["word/document.xml", "xl/worksheets/sheet1.xml"] * 4)]
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as package:
        for name in source.namelist():
            part = source.read(name)
            if name == chosen:
                part = hostile_xml(part, dice) if dice.random() < 0.03 else mutated_xml(part, dice)
            package.writestr(name, part)
    return target.getvalue()


def mutated_xml(part: bytes, dice: random.Random) -> bytes:
    """Elements dropped, doubled, swapped and renamed, so that most of it stays XML."""
    pieces = part.split(b"<")
    for _ in range(dice.choice((1, 2, 8, 40))):
        at, other = dice.randrange(len(pieces)), dice.randrange(len(pieces))
        way = dice.randrange(5)
        if way == 0:
            pieces[at] = pieces[other]
        elif way == 1:
            del pieces[at]
            pieces = pieces or [b""]
        elif way == 2:
            pieces[at:at] = pieces[other : other + dice.randrange(1, 60)] * dice.choice((1, 3, 40))
        elif way == 3:
            pieces[at] = numbered(pieces[at], "", dice) if pieces[at] else b""
        else:
            pieces[at] = flipped(pieces[at], "", dice)
    return b"<".join(pieces)[: 40 << 20]


def hostile_xml(part: bytes, dice: random.Random) -> bytes:
    way = dice.randrange(4)
    if way == 0:
        laughs = b"".join(
            b'<!ENTITY l%d "%s">' % (n, b"&l%d;" % (n - 1) * 10 if n else b"ha") for n in range(12)
        )
        return (
            b"<!DOCTYPE x ["
            + laughs
            + b"]>"
            + part.split(b"?>", 1)[-1].replace(b"</w:t>", b"&l11;</w:t>", 3)
        )
    if way == 1:
        return (
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd" [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
            + part
        )
    if way == 2:
        return part.replace(
            b"<w:p>", b"<w:tbl><w:tr><w:tc>" * dice.choice((10, 300, 60_000)) + b"<w:p>", 1
        )
    return part[:-1] + b" " * dice.choice((9 << 20, 33 << 20, 80 << 20))


def hostile(kind: str, dice: random.Random) -> bytes:
    count = dice.choice((100, 5_000, 200_000))
    if kind in {"html", "txt"}:
        return dice.choice(TAGS) * count
    if kind in {"docx", "xlsx"}:
        stream = io.BytesIO()
        name = "word/document.xml" if kind == "docx" else "xl/workbook.xml"
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(name, dice.choice((b"\0", b"<w:p/>", b"<")) * count * 10)
        return stream.getvalue()
    return dice.choice(valid(kind))[:512] + bytes(count)


def tried(kind: str, seed: int) -> tuple[str, float]:
    """Read one input: what came of it, and the seconds of the processor."""
    content = made(kind, seed)
    Path("/proc/self/clear_refs").write_text("5")  # the peak is that of this input
    begun = time.process_time()
    try:
        read_bytes(content, f"x.{kind}")
        told = "read"
    except Unreadable as fault:
        told = "refused" if fault.sentence.endswith("。") else f"no sentence: {fault.sentence}"
    except BaseException as error:  # noqa: BLE001 - a panic is no Exception
        told = f"{type(error).__name__}: {error} {''.join(traceback.format_tb(error.__traceback__)[-1:])}"
    if (peak := peak_mebibytes()) > MEBIBYTES:
        told = f"{peak} MiB"
    return told, time.process_time() - begun


def peak_mebibytes() -> int:
    status = Path("/proc/self/status").read_text()
    return int(status.partition("VmHWM:")[2].split()[0]) // 1024


def child(pipe, kinds, first, last):
    os.environ["RUST_BACKTRACE"] = "0"  # to name the frames of a panic takes seconds on a cold disk
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 2)  # parsers print what they stumble over
    for kind in kinds:
        read_bytes(valid(kind)[0])  # what is imported and kept is no cost of an input
    # Address space is reserved in pieces far larger than what is used: it only stops the worst.
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    limit = pages * resource.getpagesize() + (4 * MEBIBYTES << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    for number in range(first, last):
        kind = kinds[number % len(kinds)]
        pipe.send((number, kind, None, 0.0))
        signal.alarm(HANG)
        told, seconds = tried(kind, number)
        signal.alarm(0)
        pipe.send((number, kind, told, seconds))
    pipe.send(None)


def fuzzed(
    count: int, seed: int = 0, kinds: tuple[str, ...] = KINDS, show=None
) -> tuple[Counter, list]:
    """Return how inputs ended by kind, and the faults: seed, kind, what happened."""
    ends, faults = Counter(), []
    at, last = seed, seed + count
    context = multiprocessing.get_context("spawn")
    while at < last:
        ours, theirs = context.Pipe(duplex=False)
        process = context.Process(target=child, args=(theirs, kinds, at, last))
        process.start()
        theirs.close()
        current = None
        try:
            while (message := ours.recv()) is not None:
                number, kind, told, seconds = message
                current = number, kind
                if told is None:
                    continue
                at = number + 1
                word = told if told in {"read", "refused"} else "fault"
                ends[kind, word] += 1
                if word == "fault":
                    faults.append((number, kind, told))
                    if show:
                        show(number + 1 - seed, len(faults), faults[-1])
                if seconds > SECONDS:
                    faults.append((number, kind, f"{seconds:.1f} s"))
                    if show:
                        show(number + 1 - seed, len(faults), faults[-1])
                if show and (number + 1) % 1000 == 0:
                    show(number + 1 - seed, len(faults))
            at = last
        except EOFError:
            process.join()
            number, kind = current or (at, kinds[at % len(kinds)])
            ends[kind, "died"] += 1
            faults.append((number, kind, f"the child died: {process.exitcode}"))
            at = number + 1
        process.join()
    return ends, faults


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("count", type=int)
    parser.add_argument("seed", type=int, nargs="?", default=0)
    parser.add_argument("kinds", nargs="*", default=KINDS)
    chosen = parser.parse_args()
    begun = time.monotonic()

    def show(done, faults, last=""):
        sys.stdout.write(f"{last}\n" if last else "")
        sys.stdout.write(f"{done} inputs, {faults} faults, {time.monotonic() - begun:.0f} s\n")
        sys.stdout.flush()

    ends, faults = fuzzed(chosen.count, chosen.seed, tuple(chosen.kinds), show)
    for kind in chosen.kinds:
        words = ", ".join(
            f"{count} {end}" for (each, end), count in sorted(ends.items()) if each == kind
        )
        sys.stdout.write(f"{kind:6}{words}\n")
    for number, kind, what in faults:
        sys.stdout.write(f"{kind} {number}: {what}\n")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
