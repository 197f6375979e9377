"""The items of MADRS and YMRS, as rating sheets print them."""

from collections.abc import Sequence

from domain.scales import Scale
from gui.words.language import _, ngettext

_MOST = 60
"""Of both scales."""


def scale(of: Scale) -> str:
    return of.value.upper()


def total(of: Scale, score: int | None, missing: int) -> str:
    """MADRS 21 of 60; MADRS: 2 items missing, so there is no total."""
    if score is not None:
        return _("{scale} {score} of {most}").format(scale=scale(of), score=score, most=_MOST)
    return ngettext(
        "{scale}: {count} item missing, so there is no total.",
        "{scale}: {count} items missing, so there is no total.",
        missing,
    ).format(scale=scale(of), count=missing)


def no_score(number: int, top: int) -> str:
    return _("Item {number}: a whole number, 0–{top}.").format(number=number, top=top)


def items_missing(of: Sequence[tuple[Scale, int]]) -> str:
    """What is missing before the scores are used; empty where nothing is."""
    if not of:
        return ""
    told = " ".join(total(scale, None, missing) for scale, missing in of)
    return _("{told} Press again to use the items all the same.").format(told=told)


def item(scale: Scale, name: str) -> str:
    """Apparent sadness; Irritability."""
    return (_madrs() if scale is Scale.MADRS else _ymrs())[name]


def _madrs() -> dict[str, str]:
    return {
        "apparent_sadness": _("Apparent sadness"),
        "reported_sadness": _("Reported sadness"),
        "inner_tension": _("Inner tension"),
        "reduced_sleep": _("Reduced sleep"),
        "reduced_appetite": _("Reduced appetite"),
        "concentration_difficulties": _("Concentration difficulties"),
        "lassitude": _("Lassitude"),
        "inability_to_feel": _("Inability to feel"),
        "pessimistic_thoughts": _("Pessimistic thoughts"),
        "suicidal_thoughts": _("Suicidal thoughts"),
    }


def _ymrs() -> dict[str, str]:
    return {
        "elevated_mood": _("Elevated mood"),
        "increased_activity": _("Increased motor activity and energy"),
        "sexual_interest": _("Sexual interest"),
        "sleep": _("Sleep"),
        "irritability": _("Irritability"),
        "speech": _("Speech"),
        "thought_disorder": _("Language and thought disorder"),
        "content": _("Content of thought"),
        "aggressive_behaviour": _("Disruptive or aggressive behaviour"),
        "appearance": _("Appearance"),
        "insight": _("Insight"),
    }
