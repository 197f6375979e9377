"""What the result card shows: one answer in words and tables, in the fixed order of the plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

Rows = tuple[tuple[str, ...], ...]
Amount = str | float | int | None
"""A cell of the table of values, in full precision."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Heading and rows of one table, as text; the first column names the row."""

    heading: tuple[str, ...]
    rows: Rows
    text_columns: frozenset[int] = frozenset({0})
    """Those aligned to the left; the others hold numbers."""
    leading_row: int | None = None
    """The row that the sentence speaks of."""
    title: str = ""
    """Above the table, where the heading does not tell what it is of."""

    def as_html(self) -> str:
        """For pasting into a text processor."""
        head = "".join(self._cell(place, text, "th") for place, text in enumerate(self.heading))
        body = "".join(
            "<tr>" + "".join(self._cell(p, text, "td") for p, text in enumerate(row)) + "</tr>"
            for row in self.rows
        )
        return (
            (f"<p>{escape(self.title)}</p>" if self.title else "")
            + '<table border="1" cellspacing="0" cellpadding="4" '
            f'style="border-collapse:collapse">\n<tr>{head}</tr>\n{body}\n</table>'
        )

    def as_tabbed(self) -> str:
        """For pasting into a spreadsheet."""
        lines = ["\t".join(row) for row in (self.heading, *self.rows)]
        return "\n".join([self.title, *lines] if self.title else lines)

    def _cell(self, column: int, text: str, tag: str) -> str:
        side = "left" if column in self.text_columns else "right"
        return f'<{tag} align="{side}" style="mso-number-format:\'\\@\'">{escape(text)}</{tag}>'


@dataclass(frozen=True, slots=True)
class Check:
    """Something looked at beside the result; `holds` is None where it only informs."""

    holds: bool | None
    told: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """The values a result is made of, a row for each; full precision, stable English headings."""

    heading: tuple[str, ...]
    rows: tuple[tuple[Amount, ...], ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything the card shows of one question."""

    name: str
    """Of a file it is saved in, without the suffix."""
    title: str
    """The question, for whoever reads the copy without the list beside it."""
    headline: str
    summary: str = ""
    told: tuple[str, ...] = ()
    """Further sentences."""
    published: str = ""
    is_exploratory: bool = False
    is_estimable: bool = True
    descriptives: tuple[Facts, ...] = ()
    tests: tuple[Facts, ...] = ()
    further: str = ""
    caption: str = ""
    """Of the figure; empty where there is none."""
    checks: tuple[Check, ...] = ()
    included: str = ""
    missing: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Reason and codes."""
    method_line: str = ""
    method: tuple[str, ...] = ()
    values: Values | None = None

    @property
    def n_missing(self) -> int:
        return sum(len(codes) for _reason, codes in self.missing)

    @property
    def sentences(self) -> tuple[str, ...]:
        lines = (self.headline, self.summary, *self.told, self.published)
        return tuple(line for line in lines if line)

    @property
    def tables(self) -> tuple[Facts, ...]:
        return (*self.descriptives, *self.tests)

    def as_html(self) -> str:
        """The whole answer but for the figure, for a text processor."""
        first = f"<p><b>{escape(self.title)}</b></p>"
        notes = [self.further, self.caption, self.included, *self._who(), *self.method]
        return (
            first
            + _paragraphs(self.sentences)
            + "<br>".join(facts.as_html() for facts in self.tables)
            + _paragraphs([f"{check.told}: {check.detail}" for check in self.checks])
            + _paragraphs([note for note in notes if note], small=True)
        )

    def as_tabbed(self) -> str:
        """The same for a spreadsheet: tables with tabs, the rest a line each."""
        parts = [
            self.title,
            "\n".join(self.sentences),
            *(facts.as_tabbed() for facts in self.tables),
            "\n".join(f"{check.told}\t{check.detail}" for check in self.checks),
            "\n".join(filter(None, (self.further, self.caption, self.included, *self._who()))),
            "\n".join(self.method),
        ]
        return "\n\n".join(part for part in parts if part)

    def _who(self) -> list[str]:
        return [f"{reason}: {', '.join(codes)}" for reason, codes in self.missing]


def _paragraphs(lines: Sequence[str], *, small: bool = False) -> str:
    opening, closing = ("<p><small>", "</small></p>") if small else ("<p>", "</p>")
    return "".join(f"{opening}{escape(line)}{closing}" for line in lines)
