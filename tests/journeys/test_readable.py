"""After the theme is switched while a study is open, all text stands out from what it lies on."""

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from gui.application import Application
from tests.gui.test_theme import contrast
from tests.journeys.test_fits import PARTS, large
from tests.journeys.tour import Tour, rest

pytestmark = pytest.mark.pretended_screen

__all__ = ["large"]
READABLE = 4.5
"""WCAG 2.2, 1.4.3: of text of any size."""
THIN_STROKES = 0.8
"""Of the contrast of a token stays in the darkest pixels of thin letters."""


def faint(window: QWidget) -> Iterator[str]:
    image = window.grab().toImage()
    for widget in window.findChildren(QWidget):
        if not isValid(widget) or not widget.isVisible() or not widget.isEnabled():
            continue
        if isinstance(widget, (QLabel, QAbstractButton)) and widget.text().strip():
            rect = QRect(widget.mapTo(window, QPoint()), widget.size())
            seen = widget.visibleRegion().boundingRect().size() == widget.size()
            if seen and image.rect().contains(rect):
                found = best_contrast(image, rect)
                if found < READABLE * THIN_STROKES:
                    yield f"{widget.text()!r} has a contrast of {found:.1f}"


def best_contrast(image: QImage, rect: QRect) -> float:
    """Of the ground, the commonest colour, with what stands out from it most."""
    pixels = Counter(
        image.pixel(x, y)
        for y in range(rect.top(), rect.bottom() + 1)
        for x in range(rect.left(), rect.right() + 1)
    )
    ground = QColor(pixels.most_common(1)[0][0])
    return max(contrast(ground, QColor(pixel)) for pixel in pixels)


@pytest.mark.parametrize("large", ["en"], indirect=True)
@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_a_theme_switched_under_an_open_study_leaves_no_faint_text(
    large: Application, demo: Path, qtbot: QtBot, part: Callable[[Tour], None]
) -> None:
    found: dict[str, str] = {}

    def look(stop: str, window: QWidget) -> None:
        is_dark = not found and large.theme.is_dark
        large.choose_theme("light" if is_dark else "dark")
        rest(20)
        for what in faint(window):
            found.setdefault(what, f"{stop}, {large.theme.choice}")

    large.choose_size(100)
    large.opening.open(demo)
    part(Tour(large, qtbot, look))
    if found:
        pytest.fail("\n".join(f"{at}: {what}" for what, at in found.items()), pytrace=False)
