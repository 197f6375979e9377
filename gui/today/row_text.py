"""The words of a row: where its columns stand, and how they are painted."""

from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter

from gui.theme import app_theme
from gui.words.agenda import RowWords

CODE_AT, WHAT_AT, WHEN_AT = 51, 130, 365
"""Where the columns begin, in pixels at 100 % text."""
_GAP, _TIGHT_GAP = 12, 8
BEFORE_BUTTONS, _AFTER_WORDS = 8, 4
"""Air left free before the buttons, and after the words of any column."""
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass
class RowColumns:
    """Widths that all rows of the list share; the list sets them, rows read them."""

    row_height: int = 48
    main: int = 137
    """Width of the button that records."""
    second: int = 98
    what: int = WHAT_AT
    when: int = WHEN_AT
    is_tight: bool = False
    """Less air between buttons, where the words need the room."""
    small: int = 12
    """Size of the second line; one less where that is what makes it fit."""
    fits: bool = True
    """Whether every word of every row is seen whole."""

    @property
    def spacing(self) -> int:
        return app_theme().px(5 if self.is_tight else 10)

    @property
    def margin(self) -> int:
        return app_theme().px(8 if self.is_tight else 16)

    @property
    def more(self) -> int:
        """Width of the button with three dots."""
        return app_theme().px(28 if self.is_tight else 34)

    def follow(self, other: "RowColumns") -> None:
        """Stand as `other` stands."""
        vars(self).update(vars(other))

    def fit(self, rows: Iterable[RowWords], *, room: int) -> bool:
        """Place the columns in the `room` pixels left of the buttons. Do all words fit?"""
        theme = app_theme()
        room -= theme.px(BEFORE_BUTTONS) + theme.px(_AFTER_WORDS)
        strong = QFontMetricsF(theme.font(weight=600))
        small = QFontMetricsF(theme.font(self.small))
        code = what = when = 0.0
        for row in rows:
            code = max(code, strong.horizontalAdvance(row.code))
            what = max(
                what,
                strong.horizontalAdvance(row.what),
                small.horizontalAdvance(row.note or row.background),
            )
            when = max(
                when, strong.horizontalAdvance(row.when), small.horizontalAdvance(row.window)
            )
        gap = theme.px(_TIGHT_GAP if self.is_tight else _GAP)
        least_what = round(theme.px(CODE_AT) + code + gap)
        self.what = least_what if self.is_tight else max(theme.px(WHAT_AT), least_what)
        least = self.what + round(what) + gap
        wished = max(theme.px(WHEN_AT), least)
        self.when = wished if wished + when <= room else max(least, int(room - when))
        fits = self.when + when <= room
        if not fits:
            shared = (room - self.what) * what / max(1.0, what + when)
            self.when = self.what + round(shared)
        return fits


def paint_words(
    painter: QPainter,
    words: RowWords,
    columns: RowColumns,
    *,
    middle: float,
    right: int,
    with_when: bool,
) -> None:
    """Paint `words` in two lines around `middle`; what does not fit before `right` is elided."""
    theme = app_theme()
    code = QRectF(theme.px(CODE_AT), middle - 20, columns.what - theme.px(CODE_AT), 40)
    painter.setPen(theme.colors.text)
    painter.setFont(theme.font(weight=600))
    painter.drawText(code, _LEFT, words.code)
    what_end = columns.when if with_when else right
    below, tone = (words.note, "warning") if words.note else (words.background, "text_secondary")
    _two_lines(
        painter, words.what, below, x=columns.what, end=what_end, middle=middle, tone="text",
        below_tone=tone, weight=600, small=columns.small,
    )  # fmt: skip
    if with_when:
        _two_lines(
            painter, words.when, words.window, x=columns.when, end=right, middle=middle,
            tone=words.tone, below_tone="text_secondary",
            weight=600 if words.tone != "text" else 500, small=columns.small,
        )  # fmt: skip


def _two_lines(
    painter: QPainter,
    first: str,
    second: str,
    *,
    x: int,
    end: int,
    middle: float,
    tone: str,
    below_tone: str,
    weight: int,
    small: int,
) -> None:
    theme = app_theme()
    height = theme.px(17)
    width = max(0, end - x - theme.px(_AFTER_WORDS))
    top = middle - (height if second else height / 2)
    for text, color, font in (
        (first, tone, theme.font(weight=weight)),
        (second, below_tone, theme.font(small)),
    ):
        painter.setFont(font)
        painter.setPen(theme.color(color))
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(x, top, width + 1, height), _LEFT, shown)
        top += height
