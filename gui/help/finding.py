"""Finds pages of the guide by what somebody types: without accents, by stems, by other words."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from gui.help.guide import Page
from gui.words import language
from resources import text_of

_SHORTEST = 4
"""Letters a stem keeps: with fewer it would be found in words about something else."""
_TITLE, _HEADING, _START = 100, 20, 3
"""What a word counts in the title, in a heading, and where a word of the page starts with it."""
_WITHOUT_MARK = str.maketrans("łŁøđ", "lLod")
_HEADINGS = re.compile(r"^##+ (.*)$", re.MULTILINE)

Forms = tuple[str, ...]
"""One typed word, and whatever stands for it."""


@dataclass(frozen=True, slots=True)
class Found:
    """The pages that say what was typed, the best first, and what to mark on them."""

    pages: tuple[Page, ...]
    marks: tuple[str, ...] = ()
    """Pieces of words as `fold` makes them."""


def fold(text: str) -> str:
    """`text` in small letters without accents, letter for letter: „Hasło” is "haslo"."""
    plain = text.lower().translate(_WITHOUT_MARK)
    return "".join(unicodedata.normalize("NFD", letter)[0] for letter in plain)


def find(typed: str, pages: Sequence[Page]) -> Found:
    """The pages with all the words of `typed`; where none has them, those with their stems."""
    words = fold(unicodedata.normalize("NFC", typed)).split()
    if not words:
        return Found(tuple(pages))
    for cut in range(max(map(len, words))):
        wanted = [_forms(_stem(word, cut)) for word in words]
        holding = [one for one in pages if _holds(one, wanted)]
        if holding:
            holding.sort(key=lambda one: -sum(_weight(one, forms) for forms in wanted))
            return Found(tuple(holding), tuple(dict.fromkeys(sum(wanted, ()))))
    return Found(())


def _stem(word: str, cut: int) -> str:
    """`word` less its last letters, of which at least half stay."""
    return word[: max(len(word) - cut, min(len(word), _SHORTEST), (len(word) + 1) // 2)]


def _forms(word: str) -> Forms:
    """`word`, and what the guide says instead of it."""
    other: list[str] = []
    if len(word) >= _SHORTEST:
        for alike in _other_words(language.language()):
            if any(one.startswith(word) for one in alike):
                other += alike
    return tuple(dict.fromkeys((word, *other)))


@cache
def _other_words(code: str) -> tuple[Forms, ...]:
    """Words for the same, from the data of the guide: a line for each."""
    lines = fold(text_of(f"help/{code}/other-words.txt")).splitlines()
    return tuple(tuple(word.strip() for word in line.split(",")) for line in lines if line)


def _holds(page: Page, wanted: Sequence[Forms]) -> bool:
    said = _folded(page.plain)
    return all(any(form in said for form in forms) for forms in wanted)


def _weight(page: Page, forms: Forms) -> int:
    """How much the page is about a word."""
    said = _folded(page.plain)
    headings = _folded("\n".join(_HEADINGS.findall(page.markdown)))
    best = 0
    for form in forms:
        start = re.compile(rf"\b{re.escape(form)}")
        weight = min(said.count(form), _HEADING - 1) + _START * min(len(start.findall(said)), 6)
        weight += _HEADING if form in headings else 0
        weight += _TITLE if start.search(_folded(page.title)) else 0
        best = max(best, weight)
    return best


@cache
def _folded(text: str) -> str:
    return fold(text)
