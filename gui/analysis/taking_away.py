"""What goes to the clipboard: an answer as text and tables, or its figure."""

import atexit

from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication, QImage

from gui.analysis.answer import Answer


def copy_answer(answer: Answer) -> None:
    """Sentences and tables, for Word (HTML) and Excel (tabs)."""
    data = QMimeData()
    data.setHtml(answer.as_html())
    data.setText(answer.as_tabbed())
    QGuiApplication.clipboard().setMimeData(data)
    atexit.unregister(_leave_text)
    atexit.register(_leave_text, data.text())


def copy_picture(png: bytes) -> None:
    """The figure as it is printed, for a letter."""
    QGuiApplication.clipboard().setImage(QImage.fromData(png))
    atexit.unregister(_leave_text)
    atexit.register(_leave_text, "")


def _leave_text(copied: str) -> None:
    """Leave plain text on the clipboard: what Python made would be freed after Python is gone.

    Seen with PySide6 6.11.3, offscreen: the process then ends with a segmentation fault.
    """
    if QGuiApplication.instance() is None:
        return
    clipboard = QGuiApplication.clipboard()
    if clipboard.text() == copied:
        clipboard.setText(copied)
