"""A search for many words at once that tries, at each letter, only what begins with it."""

import re
from collections.abc import Iterator, Sequence

_BEHIND = "(?<"
_GROUP = "(?:"


class Words:
    """Named patterns, each some alternatives in the syntax of `re` that begin with a letter.

    One pattern of them all would be tried in full at every letter of a text.
    """

    def __init__(self, patterns: Sequence[tuple[str, str]]) -> None:
        beginning: dict[str, list[tuple[str, str]]] = {}
        for name, words in patterns:
            for each in alternatives(words):
                for letter in first_letters(each):
                    beginning.setdefault(letter, []).append((name, each))
        self._first = re.compile("[" + "".join(map(re.escape, beginning)) + "]")
        self._beginning = {
            letter: (
                re.compile("|".join(f"(?:{words})()" for _, words in found)),
                tuple(name for name, _ in found),
            )
            for letter, found in beginning.items()
        }

    def names_in(self, text: str) -> Iterator[str]:
        """Yield the names of the patterns found, from left to right, the first that fits at a place."""
        end = 0
        for begin in self._first.finditer(text):
            start = begin.start()
            if start < end:
                continue
            pattern, names = self._beginning[begin[0]]
            found = pattern.match(text, start)
            if found is not None and found.lastindex is not None:
                yield names[found.lastindex - 1]
                end = found.end()


def alternatives(words: str) -> list[str]:
    """Return what a pattern has between its outermost bars."""
    found = [""]
    depth = 0
    is_class = is_escaped = False
    for each in words:
        if is_escaped or is_class:
            is_class = is_class and (is_escaped or each != "]")
        elif each == "|" and depth == 0:
            found.append("")
            continue
        elif each == "[":
            is_class = True
        else:
            depth += (each == "(") - (each == ")")
        is_escaped = each == "\\" and not is_escaped
        found[-1] += each
    return found


def first_letters(words: str) -> str:
    """Return the letters one alternative can begin with, whatever it asks of those before."""
    while words.startswith(_BEHIND):
        words = words[_closing(words) + 1 :]
    if words.startswith(_GROUP):
        inside = words[len(_GROUP) : _closing(words)]
        return "".join(first_letters(each) for each in alternatives(inside))
    return words[1 : words.index("]")] if words[0] == "[" else words[0]


def _closing(words: str) -> int:
    depth = 0
    for at, each in enumerate(words):
        depth += (each == "(") - (each == ")")
        if each == ")" and depth == 0:
            return at
    raise ValueError(words)
