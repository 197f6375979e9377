"""Public holidays by name: a study keeps the names of the computer that worked them out."""

from gui.words.language import _

_IN_ENGLISH = {
    "Nowy Rok": "New Year's Day",
    "Święto Trzech Króli": "Epiphany",
    "Niedziela Wielkanocna": "Easter Sunday",
    "Poniedziałek Wielkanocny": "Easter Monday",
    "Święto Państwowe": "National Day",
    "Święto Narodowe Trzeciego Maja": "National Day of the Third of May",
    "Zielone Świątki": "Pentecost",
    "Dzień Bożego Ciała": "Corpus Christi",
    "Wniebowzięcie Najświętszej Marii Panny": "Assumption Day",
    "Uroczystość Wszystkich Świętych": "All Saints' Day",
    "Narodowe Święto Niepodległości": "National Independence Day",
    "Wigilia Bożego Narodzenia": "Christmas Eve",
    "Boże Narodzenie (pierwszy dzień)": "Christmas Day",
    "Boże Narodzenie (drugi dzień)": "Second Day of Christmas",
}
"""As the list of holidays names those of Poland in its two languages."""


def holiday(stored: str) -> str:
    """The name in the language in use; one of another country stays as it is stored."""
    names = {
        "New Year's Day": _("New Year’s Day"),
        "Epiphany": _("Epiphany"),
        "Easter Sunday": _("Easter Sunday"),
        "Easter Monday": _("Easter Monday"),
        "National Day": _("National Day"),
        "National Day of the Third of May": _("National Day of the Third of May"),
        "Pentecost": _("Pentecost"),
        "Corpus Christi": _("Corpus Christi"),
        "Assumption Day": _("Assumption Day"),
        "All Saints' Day": _("All Saints’ Day"),
        "National Independence Day": _("National Independence Day"),
        "Christmas Eve": _("Christmas Eve"),
        "Christmas Day": _("Christmas Day"),
        "Second Day of Christmas": _("Second Day of Christmas"),
    }
    return names.get(_IN_ENGLISH.get(stored, stored), stored)
