"""How sure the reading of a lab sheet is, and why, in words."""

from domain.labsheet.guesses import SURE, Because, Field, Guess
from domain.labsheet.mapping import Role
from gui.words import lab_columns
from gui.words.language import _, ngettext


def how_sure(guess: Guess) -> str:
    """Sure, likely, unsure, or proposed."""
    if not guess.is_taken:
        return _("Proposed")
    if guess.confidence >= SURE:
        return _("Sure")
    return _("Likely") if guess.confidence >= 0.5 else _("Unsure")


def told(guess: Guess) -> str:
    """How sure, and why: Sure. The headings say so."""
    return f"{how_sure(guess)}. {because(guess)}"


def told_of_column(guess: Guess) -> str:
    """The same; of a column that is only proposed, what it seems to hold."""
    if guess.is_taken:
        return told(guess)
    return _("Perhaps {role}. {why}").format(
        role=lab_columns.role(Role(guess.value)), why=because(guess)
    )


def because(guess: Guess) -> str:
    """Why it was read so: one short sentence."""
    if guess.field is Field.COLUMN:
        return _because_of_column(guess)
    return {
        Because.HEADING_SAYS: _("The headings say so."),
        Because.HEADING_LIKE: _("Some headings are like it."),
        Because.HEADING_AND_VALUES: _("The headings say so and the values fit."),
        Because.VALUES_FIT: _("The values show it."),
        Because.VALUES_DIFFER: _("The headings say so, but many values do not fit."),
        Because.NOTHING_SHOWS_IT: _not_shown(guess.field),
        Because.ONLY_ONE: _("It is the only one."),
        Because.MOST_LIKELY: _("It looks most like results."),
        Because.OTHERS_ALIKE: _("Other sheets look like results too."),
        Because.CHOSEN: _("Chosen for this laboratory."),
        Because.IN_TITLE: _("It stands above the table."),
        Because.NOT_NEEDED: _("Clear in every cell."),
    }[guess.because]


def _not_shown(of: Field) -> str:
    """What was looked for in vain."""
    named = {
        Field.HEADING: _("No known heading found."),
        Field.LAYOUT: _("No clear copper column."),
    }
    return named.get(of, _("The file does not say."))


def _because_of_column(guess: Guess) -> str:
    match guess.because:
        case Because.HEADING_SAYS:
            return _("The heading says so.")
        case Because.HEADING_LIKE:
            return _("The heading has a word for it.")
        case Because.HEADING_AND_VALUES:
            return _("The heading says so; {values}.").format(values=_fitting(guess))
        case Because.VALUES_DIFFER:
            return _("The heading says so, but only {values}.").format(values=_fitting(guess))
        case Because.VALUES_FIT:
            return _("By its values: {values}.").format(values=_fitting(guess))
        case _:
            return _("Neither heading nor values show it.")


def _fitting(guess: Guess) -> str:
    return ngettext(
        "{fitting} of {count} value fits",
        "{fitting} of {count} values fit",
        guess.looked_at,
    ).format(fitting=guess.fitting, count=guess.looked_at)
