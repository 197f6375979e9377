"""The widths all rows of the list agree on; rows that are done go their own way if they must."""

from collections.abc import Sequence

from gui.theme import app_theme
from gui.today.asks import Ask, Mode
from gui.today.row import VisitRow
from gui.today.row_text import RowColumns

CARD_EDGE = 1
"""The air between the line around a group and its rows."""
_STEPS = ((False, 12), (True, 12), (True, 11))
"""Less air first, then a smaller second line."""


class ListColumns:
    """One set of columns for what is to do, one for what was done: the same where both fit."""

    def __init__(self) -> None:
        self._open = RowColumns()
        self._done = RowColumns()

    @property
    def fits(self) -> bool:
        """Whether every word of every row is seen whole."""
        return self._open.fits and self._done.fits

    @property
    def row_height(self) -> int:
        return self._open.row_height

    def of(self, mode: Mode) -> RowColumns:
        return self._done if mode is Mode.DONE else self._open

    def set_row_height(self, height: int) -> None:
        self._open.row_height = self._done.row_height = height

    def fit(self, rows: Sequence[VisitRow], width: int) -> None:
        """Place the columns for these rows in a list of `width` pixels."""
        if _place(self._open, rows, width):
            self._done.follow(self._open)
            return
        _place(self._open, [row for row in rows if row.mode is not Mode.DONE], width)
        airy_as = _STEPS.index((self._open.is_tight, self._open.small))
        done = [row for row in rows if row.mode is Mode.DONE]
        _place(self._done, done, width, _STEPS[airy_as:])


def _place(
    columns: RowColumns,
    rows: Sequence[VisitRow],
    width: int,
    steps: Sequence[tuple[bool, int]] = _STEPS,
) -> bool:
    """Give the words of `rows` the room they need, in the airiest way. Do all fit?"""
    for columns.is_tight, columns.small in steps:
        columns.main = _button_width(columns, rows, Ask.RECORD, 132)
        columns.second = _button_width(columns, rows, Ask.MISSED, 98)
        taken = max([_taken(columns, row) for row in rows], default=0)
        columns.fits = columns.fit((row.words for row in rows), room=width - taken)
        if columns.fits:
            return True
    return False


def _button_width(columns: RowColumns, rows: Sequence[VisitRow], ask: Ask, usual: int) -> int:
    hints = [row.buttons[ask].sizeHint().width() for row in rows if ask in row.buttons]
    return max([0 if columns.is_tight and hints else app_theme().px(usual), *hints])


def _taken(columns: RowColumns, row: VisitRow) -> int:
    """What the buttons of a row take, and the edges of its card: a line and air on each side."""
    widths = {Ask.RECORD: columns.main, Ask.MISSED: columns.second, Ask.MENU: columns.more}
    buttons = [widths.get(ask) or b.sizeHint().width() for ask, b in row.buttons.items()]
    return sum(buttons) + (len(buttons) - 1) * columns.spacing + columns.margin + 4 * CARD_EDGE
