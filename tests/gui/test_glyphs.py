"""Every kind and status has a mark of its own, also without colour."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QImage, QPainter

from domain.visits import Status, VisitKind
from gui.theme import Theme, ThemeChoice
from gui.widgets.glyphs import Glyph, GlyphMark, Look, paint_glyph

SIDE = 40


def grey(glyph: Glyph, theme: Theme) -> bytes:
    picture = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    picture.fill(theme.colors.surface)
    painter = QPainter(picture)
    paint_glyph(painter, QPointF(SIDE / 2, SIDE / 2), glyph, theme.colors, 1.4)
    painter.end()
    return bytes(picture.convertToFormat(QImage.Format.Format_Grayscale8).constBits())


def difference(one: bytes, other: bytes) -> int:
    """Pixels that differ by more than a shade."""
    return sum(abs(a - b) > 40 for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("choice", [ThemeChoice.LIGHT, ThemeChoice.DARK])
@pytest.mark.parametrize("kind", VisitKind)
def test_each_status_is_told_apart_in_grey(kind: VisitKind, choice: ThemeChoice, theme) -> None:
    theme.choose(choice)
    pictures = {status: grey(Glyph(kind, status), theme) for status in Status}
    for one, other in combinations(Status, 2):
        assert difference(pictures[one], pictures[other]) >= 6, f"{one} and {other} look alike"


def test_each_kind_is_told_apart_in_grey(theme: Theme) -> None:
    pictures = [grey(Glyph(kind, Status.DONE), theme) for kind in VisitKind]
    assert all(difference(one, other) > 30 for one, other in combinations(pictures, 2))


@pytest.mark.parametrize("kind", VisitKind)
def test_old_and_new_places_of_a_preview_differ_from_what_is_stored(kind, theme) -> None:
    stored, old, new = (grey(Glyph(kind, Status.PLANNED, look=look), theme) for look in Look)
    assert stored != old
    assert stored != new
    assert old != new


def test_the_number_of_an_infusion_is_written_inside(theme: Theme) -> None:
    three, eight = (grey(Glyph(VisitKind.INFUSION, Status.PLANNED, n), theme) for n in "38")
    assert difference(three, eight) > 0


def test_a_glyph_grows_with_the_text(qtbot, theme: Theme) -> None:
    mark = GlyphMark(Glyph(VisitKind.DRAW, Status.DUE_TODAY))
    qtbot.addWidget(mark)
    small = mark.sizeHint().width()
    theme.resize_text(150)
    assert mark.sizeHint().width() == pytest.approx(1.5 * small, abs=1)


def test_twenty_thousand_calls_that_return_nothing_leave_none_alive(theme: Theme) -> None:
    """PySide6 6.12.0 loses a reference to None on each, and aborts Python 3.11."""
    picture = QImage(8, 8, QImage.Format.Format_ARGB32)
    painter = QPainter(picture)
    color = QColor(theme.colors.copper)
    for _turn in range(10_000):
        assert painter.setPen(color) is None
        assert painter.drawPoint(1, 1) is None
    painter.end()
