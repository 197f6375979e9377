"""The words of laboratories: headings, tests, materials, conditions; handed in as data."""

import re
import unicodedata
from collections.abc import Mapping as Table
from dataclasses import dataclass
from functools import lru_cache
from typing import cast

from domain.labsheet.mapping import Role

_UNDECOMPOSED = str.maketrans("łøđıß", "lodis")
_COMBINING = re.compile("[\u0300-\u036f]")
_ABBREVIATED = re.compile(r"\.(?=\s|$)")
_DIGIT = re.compile(r"\d")
_EDGES = " :;.,*-–—\t"


@lru_cache(maxsize=4096)
def folded(text: str) -> str:
    """Lower case, without accents, single spaces, no punctuation at the ends.

    Only for comparing words; codes and numbers are never folded.
    """
    plain = text.casefold()
    if not plain.isascii():
        plain = unicodedata.normalize("NFKD", plain).translate(_UNDECOMPOSED)
        plain = _COMBINING.sub("", plain)
    return " ".join(_ABBREVIATED.sub("", plain).split()).strip(_EDGES)


@dataclass(frozen=True, slots=True)
class Words:
    """Synonyms of one thing, folded; found as whole words."""

    words: tuple[str, ...]
    """Longest first."""
    have_digits: bool = True
    """False: a text with a digit is none of them, and need not be folded."""

    def same(self, text: str) -> bool:
        """The text is one of the words and nothing else."""
        if not self.have_digits and _DIGIT.search(text):
            return False
        return folded(text) in self.words

    def within(self, text: str) -> str:
        """The longest word that occurs in the text as a whole; empty if none does."""
        if not text:
            return ""
        plain = folded(text)
        return next((word for word in self.words if word in plain and _holds(plain, word)), "")


def _holds(text: str, word: str) -> bool:
    at = text.find(word)
    while at >= 0:
        before = text[at - 1] if at else " "
        after = text[at + len(word)] if at + len(word) < len(text) else " "
        if not (before.isalnum() and word[0].isalnum()) and not (
            after.isalnum() and word[-1].isalnum()
        ):
            return True
        at = text.find(word, at + 1)
    return False


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Polish and English synonyms, read from `resources/labsheets/synonyms.toml` by the caller."""

    headers: tuple[tuple[Role, Words], ...]
    copper: Words
    not_plain_copper: Words
    """Free copper, copper index …: tests with copper in their name that are another test."""
    other_tests: tuple[tuple[str, Words], ...]
    serum: Words
    other_materials: tuple[tuple[str, Words], ...]
    controls: Words
    patient_samples: Words
    """What an instrument writes in the type column for a patient's sample."""
    summaries: Words
    sign_offs: Words
    not_ready: Words
    nothing: Words
    below: Words
    above: Words
    conditions: tuple[tuple[str, Words], ...]
    draw_names: tuple[tuple[str, tuple[re.Pattern[str], ...]], ...]
    """Draw code with {n} for the number of the infusion, and the names that mean it."""
    patient_labels: Words

    @classmethod
    def from_tables(cls, tables: Table[str, object]) -> "Vocabulary":
        """From the parsed TOML; every list must be there."""

        def words(*keys: str) -> Words:
            return _words(_strings(tables, *keys))

        def by_name(key: str) -> tuple[tuple[str, Words], ...]:
            return tuple((name, words(key, name)) for name in _table(tables, key))

        return cls(
            headers=tuple((Role(name), found) for name, found in by_name("headers")),
            copper=words("tests", "copper"),
            not_plain_copper=words("tests", "not_plain_copper"),
            other_tests=by_name("other_tests"),
            serum=words("materials", "serum"),
            other_materials=by_name("other_materials"),
            controls=words("samples", "controls"),
            patient_samples=words("samples", "patients"),
            summaries=words("rows", "summaries"),
            sign_offs=words("rows", "sign_offs"),
            not_ready=words("results", "not_ready"),
            nothing=words("results", "nothing"),
            below=words("results", "below"),
            above=words("results", "above"),
            conditions=by_name("conditions"),
            draw_names=tuple(
                (code, tuple(_name_pattern(name) for name in _strings(tables, "draws", code)))
                for code in _table(tables, "draws")
            ),
            patient_labels=words("labels", "patient"),
        )

    def condition_in(self, text: str) -> str:
        """The code of the specimen condition the text speaks of; empty if none."""
        if not text:
            return ""
        return next((code for code, words in self.conditions if words.within(text)), "")

    def knows(self, text: str) -> bool:
        """The text holds a word that laboratories use for something of theirs."""
        known = (
            *(words for _, words in self.headers),
            self.controls,
            self.patient_samples,
            self.summaries,
            self.sign_offs,
            self.not_ready,
            *(words for _, words in self.conditions),
        )
        return bool(self.draw_named(text)) or any(words.within(text) for words in known)

    def draw_named(self, text: str) -> str:
        """The code of the draw the text names (baseline, inf3, post …); empty if none."""
        plain = folded(text)
        if not plain:
            return ""
        for code, patterns in self.draw_names:
            for pattern in patterns:
                found = pattern.search(plain)
                if found is not None:
                    return code.format(n=found["n"]) if "{n}" in code else code
        return ""


def _name_pattern(name: str) -> re.Pattern[str]:
    number = r"\s*(?P<n>[1-9][0-9]?)\s*"
    parts = folded(name.replace("{n}", "\0")).split("\0")
    inner = number.join(re.escape(part.strip()) for part in parts)
    return re.compile(r"(?<![^\W_])" + inner + r"(?![^\W_])")


def _words(texts: list[str]) -> Words:
    words = tuple(sorted({folded(text) for text in texts}, key=len, reverse=True))
    return Words(words, have_digits=any(map(_DIGIT.search, words)))


def _table(tables: Table[str, object], *keys: str) -> dict[str, object]:
    found: object = tables
    for key in keys:
        found = cast("dict[str, object]", found)[key]
    return cast("dict[str, object]", found)


def _strings(tables: Table[str, object], *keys: str) -> list[str]:
    return cast("list[str]", _table(tables, *keys[:-1])[keys[-1]])
