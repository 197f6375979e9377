"""A bare Qt window with the widgets of Copperdesk's, to compare the start with.

`python -m tests.benchmarks.bare_window first` has the kinds and numbers of widgets that
Copperdesk's first page shows, `today` those of an opened study; both have its six menus with
their forty actions, three combo boxes, and for `today` a table. Fusion, one font, one page in a
scroll area, no study, no translation. `--styled` adds what any program with a look of its own
pays for: the same four fonts and the same style sheet.
"""

import sys

from PySide6.QtGui import QAction, QFontDatabase, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMainWindow,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tests.benchmarks.first_paint import FirstPaint

MENUS = {"File": 14, "Edit": 3, "View": 10, "Patient": 7, "Study": 5, "Help": 4}
"""The actions of each menu."""
CARDS = {"first": 5, "today": 6}
LABELS = {"first": 35, "today": 20}
BUTTONS = {"first": 5, "today": 51}
"""What is on the screen in Copperdesk: the first page, and the demo study's Today."""


class BareWindow(QMainWindow):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.setWindowTitle("Bare")
        self._add_menus()
        stack = QStackedWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(_content(page))
        stack.addWidget(scroll)
        self.setCentralWidget(stack)
        self.statusBar().showMessage("Saved")
        self.resize(1440, 900)

    def _add_menus(self) -> None:
        for words, count in MENUS.items():
            menu = self.menuBar().addMenu(words)
            for number in range(count):
                action = QAction(f"{words} {number}", self)
                action.setShortcut(f"Ctrl+Alt+{chr(65 + number)}")
                menu.addAction(action)


def _content(page: str) -> QWidget:
    content = QWidget()
    column = QVBoxLayout(content)
    labels, buttons = LABELS[page], BUTTONS[page]
    row = QHBoxLayout()
    for number in range(CARDS[page]):
        row.addWidget(_card(number, labels // CARDS[page], buttons // CARDS[page], page == "first"))
    column.addLayout(row)
    if page == "today":
        column.addWidget(_table())
    choices = QHBoxLayout()
    for number in range(3):
        combo = QComboBox()
        combo.addItems([f"Choice {number} {letter}" for letter in "abc"])
        choices.addWidget(combo)
    column.addLayout(choices)
    return content


def _card(number: int, labels: int, buttons: int, has_pictures: bool) -> QFrame:
    card = QFrame()
    card.setFrameShape(QFrame.Shape.StyledPanel)
    card.setProperty("card", "plain")
    column = QVBoxLayout(card)
    for line in range(labels):
        row = QHBoxLayout()
        if has_pictures and line % 3 == 0:
            picture = QLabel()
            picture.setPixmap(QPixmap(16, 16))
            row.addWidget(picture)
        label = QLabel(f"Card {number}, line {line}: words of about the usual length")
        label.setWordWrap(True)
        row.addWidget(label, 1)
        column.addLayout(row)
    for button in range(buttons):
        column.addWidget(QPushButton(f"Button {number}.{button}"))
    return card


def _table() -> QTableWidget:
    table = QTableWidget(12, 6)
    for row in range(12):
        for column in range(6):
            table.setItem(row, column, QTableWidgetItem(f"KET-{row:03} {column}"))
    return table


def _style(app: QApplication) -> None:
    from pathlib import Path
    from string import Template
    from tomllib import loads

    import resources

    folder = Path(resources.__file__).parent
    for font in sorted((folder / "fonts").glob("*.otf")):
        QFontDatabase.addApplicationFont(str(font))
    colors = loads((folder / "themes/light.toml").read_text(encoding="utf-8"))["colors"]
    sheet = Template((folder / "themes/style.qss").read_text(encoding="utf-8"))
    filled = sheet.substitute(colors, images=(folder / "themes/light").as_posix())
    app.setStyleSheet(filled.replace("sp", "px"))


def main() -> None:
    app = QApplication(sys.argv[:1])
    app.setStyle("Fusion")
    if "--styled" in sys.argv:
        _style(app)
    window = BareWindow(sys.argv[1])
    FirstPaint(window)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
