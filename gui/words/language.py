"""The language in use: `_` and `ngettext` look up the catalogues under `resources/translations`."""

import gettext
from collections.abc import Generator
from contextlib import contextmanager

from resources import path_of

LANGUAGES = ("en", "pl")
NAMES = {"en": "English", "pl": "Polski"}

_catalogue: gettext.NullTranslations = gettext.NullTranslations()
_code = "en"


def use(language: str) -> None:
    """Speak `language` from now on; without a catalogue the English source strings appear."""
    global _catalogue, _code  # noqa: PLW0603 - a process speaks one language at a time
    assert language in LANGUAGES
    _catalogue = gettext.translation(
        "copperdesk", path_of("translations"), [language], fallback=True
    )
    _code = language


def language() -> str:
    """The code of the language in use: "en" or "pl"."""
    return _code


@contextmanager
def speaking(code: str) -> Generator[None]:
    """Speak `code` for a while, as for a report in another language."""
    before = _code
    use(code)
    try:
        yield
    finally:
        use(before)


def _(message: str) -> str:
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    return _catalogue.ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """As `_`, for a word whose translation depends on where it stands."""
    return _catalogue.pgettext(context, message)
