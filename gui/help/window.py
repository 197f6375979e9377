"""The guide in a window of its own, beside the work: contents, search, page."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.help.finding import Found, find
from gui.help.guide import FIRST, Page, pages
from gui.help.page_view import PageView
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.message_bar import announce
from gui.widgets.window_size import size_window
from gui.words.language import _, ngettext

SIZE = 1120, 780
CONTENTS = 250
_NAME = Qt.ItemDataRole.UserRole


class GuideWindow(QDialog):
    """Stays open while the work goes on; Esc closes it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("User guide"))
        self._pages = {page.name: page for page in pages()}
        self._found = Found(tuple(self._pages.values()))
        self._way: list[str] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the guide"))
        self.search.setAccessibleName(_("Search the guide"))
        self.search.setClearButtonEnabled(True)
        self.contents = QListWidget()
        self.contents.setAccessibleName(_("Contents of the guide"))
        self.contents.setProperty("plain", True)
        self.view = PageView()
        self.empty = EmptyState()
        self.back = LinkButton(_("Back"), icon_name="chevron-left")
        self._lay_out()
        self._connect()
        self._fit()
        self._list(tuple(self._pages.values()))

    @property
    def shown(self) -> str:
        """The name of the page on the screen."""
        return self.view.page.name if self.view.page else ""

    def show_page(self, name: str) -> None:
        """Show the page of this name, and the way back to the one before."""
        if name not in self._pages:
            return
        if self.shown and self.shown != name:
            self._way.append(self.shown)
        self._show(name)

    def _show(self, name: str) -> None:
        self.view.show_page(self._pages[name], self._found.marks)
        self.back.setEnabled(bool(self._way))
        for row in range(self.contents.count()):
            if self.contents.item(row).data(_NAME) == name:
                self.contents.setCurrentRow(row)

    def _go_back(self) -> None:
        if self._way:
            self._show(self._way.pop())
            self.back.setEnabled(bool(self._way))

    def _search(self) -> None:
        """List the pages that say what is typed, and show the best one; the focus stays."""
        typed = self.search.text().strip()
        self._found = find(typed, tuple(self._pages.values()))
        found = self._found.pages
        self._list(found)
        self._places.setCurrentWidget(self.view if found else self.empty)
        if not found:
            self.empty.say(_("No page of the guide says “{text}”.").format(text=typed), _("Clear"))
            announce(self, self.empty.sentence)
            return
        self._show(found[0].name if typed else self.shown or FIRST)
        if typed:
            announce(
                self, ngettext("{count} page", "{count} pages", len(found)).format(count=len(found))
            )

    def _open_best(self) -> None:
        """Enter: read the page that fits best; where none does, go on typing."""
        if not self._found.pages:
            announce(self, self.empty.sentence)
            return
        if self.search.text().strip():
            self.show_page(self._found.pages[0].name)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _clear(self) -> None:
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _list(self, found: Sequence[Page]) -> None:
        self.contents.blockSignals(True)
        self.contents.clear()
        for page in found:
            entry = QListWidgetItem(page.title)
            entry.setData(_NAME, page.name)
            self.contents.addItem(entry)
        self.contents.blockSignals(False)

    def _choose(self, entry: QListWidgetItem | None) -> None:
        if entry is not None:
            self.show_page(str(entry.data(_NAME)))

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(self._open_best)
        self.contents.currentItemChanged.connect(self._choose)
        self.view.page_asked.connect(self.show_page)
        self.empty.asked.connect(self._clear)
        self.back.clicked.connect(self._go_back)
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.activated.connect(self._go_back)
        find = QShortcut(QKeySequence.StandardKey.Find, self)
        find.activated.connect(self.search.setFocus)
        app_theme().changed.connect(self._fit)

    def _lay_out(self) -> None:
        self._side = QWidget()
        side = QVBoxLayout(self._side)
        side.setContentsMargins(0, 0, 0, 0)
        side.setSpacing(10)
        side.addWidget(self.search)
        side.addWidget(self.contents, 1)
        side.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        self._places = QStackedWidget()
        self._places.addWidget(self.view)
        self._places.addWidget(self.empty)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 16, 16, 16)
        row.setSpacing(14)
        row.addWidget(self._side)
        row.addWidget(self._places, 1)
        self.setSizeGripEnabled(True)

    def _fit(self) -> None:
        self._side.setFixedWidth(app_theme().px(CONTENTS))
        size_window(self, *SIZE)
