"""The pages of the user guide: their order, titles and words, and which belongs to a place."""

import re
from dataclasses import dataclass
from functools import cached_property

from gui.navigation import Place, ScreenName
from gui.words import language
from resources import text_of

PAGES = (
    "start", "record", "missed", "calendar", "move", "enrol", "patient", "withdraw", "import",
    "queries", "print", "analysis", "audit", "settings", "safety", "words", "keys", "whats-new",
)  # fmt: skip
"""Every page, in the order of the contents."""
FIRST = PAGES[0]
WHATS_NEW = "whats-new"
_OF_SCREENS = {
    ScreenName.TODAY: "record",
    ScreenName.CALENDAR: "calendar",
    ScreenName.PATIENTS: "patient",
    ScreenName.LAB_RESULTS: "import",
    ScreenName.ANALYSIS: "analysis",
    ScreenName.DATA_QUALITY: "queries",
    ScreenName.AUDIT: "audit",
    ScreenName.SETTINGS: "settings",
}
_OF_ERRANDS = {
    "enrol": "enrol",
    "screening": "enrol",
    "move": "move",
    "print": "print",
    "labels": "print",
    "withdraw": "withdraw",
}
_MARKS = re.compile(r"!?\[([^]]*)\]\([^)]*\)|[*`|#>_]|^[-:| ]+$", re.MULTILINE)


@dataclass(frozen=True)
class Page:
    """One page: its name, and its Markdown in the language in use."""

    name: str
    markdown: str

    @cached_property
    def title(self) -> str:
        return self.markdown.partition("\n")[0].removeprefix("# ")

    @cached_property
    def plain(self) -> str:
        """The words without marks, to be searched."""
        return _MARKS.sub(lambda found: found[1] or "", self.markdown)


def page(name: str, code: str = "") -> Page:
    """The page in the language `code`, or in the one in use."""
    assert name in PAGES, name
    return Page(name, text_of(f"help/{code or language.language()}/{name}.md"))


def pages(code: str = "") -> tuple[Page, ...]:
    return tuple(page(name, code) for name in PAGES)


def page_for(place: Place | None) -> str:
    """The page about what is on the screen at `place`; None is the first page of the program."""
    if place is None:
        return FIRST
    return _OF_ERRANDS.get(place.detail, _OF_SCREENS[place.screen])
