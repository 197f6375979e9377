"""The sentences of the report that belong to no single result."""

from collections.abc import Sequence

from gui.words import analysis as words
from gui.words.language import _, ngettext


def made_up() -> str:
    return _("Made-up data: this is the demo study. Nothing here is about real patients.")


def title(of: str) -> str:
    return _("Serum copper during ketamine infusions: {study}").format(study=of)


def defaults(count: int, values: int) -> str:
    """11 (24 values): the settings to be confirmed, and the values that depend on them."""
    if not count:
        return "0"
    return ngettext("{count} ({values} value)", "{count} ({values} values)", values).format(
        count=count, values=values
    )


def unconfirmed(count: int) -> str:
    if not count:
        return _("Every setting of the protocol is stated by a source or confirmed.")
    return _("The protocol stands on defaults that nobody has confirmed yet. They are listed here.")


def who_is_missing(n: int, of_all: int) -> str:
    return _("{n} of {all} patients have both draws. The others, by reason:").format(
        n=n, all=of_all
    )


def nobody_is_missing(n: int) -> str:
    return _("All {patients} have both draws.").format(patients=words.patients(n))


def complete(n: int, of_all: int) -> str:
    return _("{n} of {patients} have copper at every planned draw.").format(
        n=n, patients=words.patients(of_all)
    )


def unscheduled(count: int) -> str:
    return _("Extra draws outside the plan, used in no comparison: {count}.").format(count=count)


def rounding() -> str:
    return _(
        "Numbers are rounded for reading; result.json holds them in full precision. "
        "Changes are later minus earlier."
    )


def shown_in(tables: Sequence[int], figures: Sequence[int]) -> tuple[tuple[str, str], ...]:
    """See Table 2, Table 3 and Figure 1: where a part of the text is shown.

    In pieces, each with the anchor it leads to (table-2), empty for the words around them.
    """
    places = [(_("Table {number}").format(number=one), table_anchor(one)) for one in tables]
    places += [(_("Figure {number}").format(number=one), figure_anchor(one)) for one in figures]
    before, _places, after = _("See {places}.").partition("{places}")
    commas = [piece for place in places for piece in (place, (", ", ""))][:-1]
    return ((before, ""), *commas, (after, ""))


def table_anchor(number: int) -> str:
    """The name under which a table is led to; no reader sees it."""
    return f"table-{number}"


def figure_anchor(number: int) -> str:
    return f"figure-{number}"
