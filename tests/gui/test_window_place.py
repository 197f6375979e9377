"""The window stands where it stood, if there is still a screen there."""

import pytest
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QPoint, QRect, QSize
from PySide6.QtGui import QFontDatabase, QFontInfo, QGuiApplication
from PySide6.QtWidgets import QWidget

from gui import theme as themes
from gui.main_window import MainWindow
from gui.session import Session
from gui.theme import Theme
from gui.widgets.label import Label
from tests.gui.conftest import ScriptedPrompter


@pytest.fixture
def window(qtbot, theme: Theme, prompter: ScriptedPrompter) -> MainWindow:
    window = MainWindow(Session(), prompter, [], QWidget)
    qtbot.addWidget(window)
    return window


def geometry_on(screen: QRect, normal: QRect, screen_number: int = 0) -> bytes:
    """As `QWidget.saveGeometry` writes it (Qt's format 3.0), for a screen that is not here."""
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream.setVersion(QDataStream.Version.Qt_4_0)
    stream.writeUInt32(0x1D9D0CB)
    stream.writeUInt16(3)
    stream.writeUInt16(0)
    for rect in (normal, normal):
        for number in (rect.left(), rect.top(), rect.right(), rect.bottom()):
            stream.writeInt32(number)
    stream.writeInt32(screen_number)
    stream.writeUInt8(0)
    stream.writeUInt8(0)
    stream.writeInt32(screen.width())
    for number in (normal.left(), normal.top(), normal.right(), normal.bottom()):
        stream.writeInt32(number)
    return bytes(data.data())


def room() -> QRect:
    return QGuiApplication.primaryScreen().availableGeometry()


def test_a_window_comes_back_where_it_stood(window: MainWindow) -> None:
    window.setMinimumSize(100, 100)
    window.setGeometry(QRect(room().topLeft() + QPoint(40, 50), QSize(400, 300)))
    kept = bytes(window.saveGeometry().data())
    window.setGeometry(0, 0, 300, 200)
    window.restore_place(kept)
    assert window.size() == QSize(400, 300)


@pytest.mark.parametrize(
    "place",
    [QRect(5000, 200, 1300, 800), QRect(-3000, -2000, 900, 600), QRect(100, 4000, 900, 600)],
)
def test_a_window_of_a_removed_screen_comes_to_one_that_is_there(
    qtbot, window: MainWindow, place: QRect
) -> None:
    window.restore_place(geometry_on(QRect(5000, 0, 1920, 1080), place, screen_number=3))
    window.show()
    seen = window.frameGeometry().intersected(room())
    assert seen.width() >= min(window.width(), room().width()) * 0.9
    assert seen.height() >= min(window.height(), room().height()) * 0.9
    assert window.y() >= room().top()


@pytest.mark.parametrize("broken", [b"", b"not a geometry", b"\x01\xd9\xd0\xcb"])
def test_a_broken_place_gives_the_first_size(window: MainWindow, broken: bytes) -> None:
    window.restore_place(broken)
    assert window.width() >= window.minimumWidth()


def test_a_missing_font_leaves_the_system_s_own(
    qtbot, theme: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFontDatabase, "addApplicationFont", lambda _name: -1)
    monkeypatch.setattr(themes, "FONT_FAMILY", "No such family")
    monkeypatch.setattr(themes, "load_fonts", themes.load_fonts.__wrapped__)
    theme.resize_text(125)
    label = Label("Zażółć gęślą jaźń")
    qtbot.addWidget(label)
    label.show()
    assert QFontInfo(label.font()).family() != "No such family"
    assert label.sizeHint().width() > 100
    label.grab()
