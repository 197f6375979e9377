"""Labels for tubes: one a label on a roll, or many on an A4 sheet of labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF

from domain.visits import Draw
from gui.printing.barcode import QUIET_MODULES, code_128
from gui.printing.ink import A4, Ink, Paper
from gui.words import printing as words

ROLL = Paper(50, 25)
SMALL = Paper(38.1, 21.2)
_MODULE = 0.25
"""Width of the narrowest bar, mm: what a hand scanner reads from a 203 dpi print."""

_SHORT = {"baseline": "BL"}
"""Longer words would not fit in bars of that width."""


@dataclass(frozen=True, slots=True)
class SheetOfLabels:
    """How labels stand on an A4 sheet, in millimetres."""

    columns: int = 5
    rows: int = 13
    left: float = 4.75
    top: float = 10.7
    across: float = 40.6
    """From the left edge of a label to that of the next."""
    down: float = 21.2

    @property
    def places(self) -> int:
        return self.columns * self.rows


@dataclass(frozen=True, slots=True)
class TubeLabel:
    """What one label says; no name, no birth date."""

    draw: Draw
    study: str

    @property
    def tube(self) -> str:
        """The number on the tube: the recorded one, else code and draw."""
        return self.draw.specimen_id or tube_number(self.draw)


def tube_number(draw: Draw) -> str:
    """KET024-CU7: the patient's code and the draw in letters that every scanner reads."""
    code = "".join(letter for letter in draw.patient.upper() if letter.isalnum())
    name = draw.key.code
    label = f"CU{name.removeprefix('inf')}" if name.startswith("inf") else name.upper()
    return f"{code}-{_SHORT.get(name, label)}"


@dataclass(frozen=True, slots=True)
class RollLabels:
    """A label a page, 50 × 25 mm, with the tube number as Code 128."""

    labels: tuple[TubeLabel, ...]
    is_made_up: bool

    @property
    def title(self) -> str:
        return words.labels_title()

    @property
    def paper(self) -> Paper:
        return ROLL

    @property
    def page_count(self) -> int:
        return len(self.labels)

    def paint(self, ink: Ink, page: int) -> None:
        label = self.labels[page]
        if self.is_made_up:
            ink.watermark(ROLL, words.made_up())
        _paint_words(ink, label, width=46, left=2, top=1.2, line=3.6, first=14, rest=7)
        _paint_barcode(ink, label.tube)


@dataclass(frozen=True, slots=True)
class SheetLabels:
    """Labels of 38.1 × 21.2 mm on A4; `start` is the first free place, from 0."""

    labels: tuple[TubeLabel, ...]
    start: int
    is_made_up: bool
    sheet: SheetOfLabels = SheetOfLabels()

    @property
    def title(self) -> str:
        return words.labels_title()

    @property
    def paper(self) -> Paper:
        return A4

    @property
    def page_count(self) -> int:
        return -(-(self.start + len(self.labels)) // self.sheet.places) if self.labels else 0

    def place_of(self, number: int) -> tuple[int, float, float]:
        """Page, left and top of the label with this number."""
        page, place = divmod(self.start + number, self.sheet.places)
        row, column = divmod(place, self.sheet.columns)
        return (
            page,
            self.sheet.left + column * self.sheet.across,
            self.sheet.top + row * self.sheet.down,
        )

    def paint(self, ink: Ink, page: int) -> None:
        for number, label in enumerate(self.labels):
            on, left, top = self.place_of(number)
            if on != page:
                continue
            with ink.moved(left, top):
                if self.is_made_up:
                    ink.watermark(SMALL, words.made_up())
                _paint_words(
                    ink, label, width=34.5, left=1.8, top=1.6, line=4.1, first=12, rest=6.5
                )


def labels_for(draws: Sequence[Draw], study: str) -> tuple[TubeLabel, ...]:
    """A label for each draw, by patient."""
    return tuple(TubeLabel(draw, study) for draw in sorted(draws, key=lambda draw: draw.key))


def _paint_words(
    ink: Ink,
    label: TubeLabel,
    *,
    width: float,
    left: float,
    top: float,
    line: float,
    first: float,
    rest: float,
) -> None:
    head, *lines = words.label_lines(label.draw, label.study)
    ink.text(QRectF(left, top, width, line * 1.5), head, first, bold=True, shrinks=True)
    y = top + line * 1.5
    for told in lines:
        ink.text(QRectF(left, y, width, line * 0.85), told, rest, shrinks=True)
        y += line * 0.85


def _paint_barcode(ink: Ink, tube: str) -> None:
    bars = code_128(tube)
    height = 7.2
    top = ROLL.height - height - 1.2
    wide = (bars.modules + 2 * QUIET_MODULES) * _MODULE
    module = _MODULE if wide <= ROLL.width else _MODULE * ROLL.width / wide
    left = (ROLL.width - bars.modules * module) / 2
    for start, length in bars.stretches:
        ink.bar(QRectF(left + start * module, top, length * module, height))
