"""How large a dialog opens: as wished, larger with larger text, never more than the screen has."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from gui.theme import app_theme

FRAME = 40
"""Room for the frame the window system draws around a new window."""


def size_window(window: QWidget, width: int, height: int) -> None:
    """Give `window` this size, in pixels at 100 %, as far as its screen has room."""
    theme = app_theme()
    wanted = QSize(theme.px(width), theme.px(height))
    window.resize(wanted.boundedTo(room_of(window)))


def room_of(window: QWidget) -> QSize:
    """The largest a window may be on its screen."""
    parent = window.parentWidget()
    screen = (parent.window() if parent is not None else window).screen()
    return screen.availableGeometry().size() - QSize(0, FRAME)
