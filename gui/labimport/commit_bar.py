"""The bar at the bottom: what stands in the way, and the one button that imports."""

from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from gui.labimport.sheet_check import SheetCheck
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.words import lab_imports
from gui.words.language import _, ngettext

_ROOMY_FROM = 1000
_GAP = 10


class CommitBar(Card):
    """Cancel, and what comes next: Check rows, then Import so many results."""

    cancelled = Signal()
    """The user leaves the file; nothing was saved."""
    check_asked = Signal()
    """The user is done with the columns."""
    columns_asked = Signal()
    """The user wants to correct the columns; asked here where the file's card has no room."""
    open_asked = Signal()
    """The user wants to see the file in its own program."""
    later_asked = Signal()
    """The user wants to go on another time: what was decided is to be kept in a file."""
    import_asked = Signal()
    """The user wants what is shown to be stored."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "commit", parent=parent)
        self._icon = IconLabel("info", "link")
        self._state = ""
        self._is_file_offered = False
        self._promise = _("Nothing is saved yet. The import is all-or-nothing and can be undone.")
        self._words = Label(wraps=True)
        self._words.setTextFormat(Qt.TextFormat.RichText)
        self.file = PlainButton(_("File"), icon_name="chevron-down")
        self.file_menu = QMenu(self.file)
        self.file_menu.addAction(_("Change columns…"), self.columns_asked.emit)
        self.file_menu.addAction(_("Open file"), self.open_asked.emit)
        self.file_menu.addAction(_("Save for later…"), self.later_asked.emit)
        self.file.clicked.connect(self._open_file_menu)
        self.file.hide()
        self.later = PlainButton(_("Save for later…"))
        self.later.setToolTip(_("Keeps your decisions in a file, without any cell of the sheet"))
        self.later.clicked.connect(self.later_asked)
        self.cancel = PlainButton(_("Cancel"))
        self.cancel.clicked.connect(self.cancelled)
        self.check_rows = PrimaryButton(_("Check rows"))
        self.check_rows.clicked.connect(self.check_asked)
        self.commit = PrimaryButton("")
        self.commit.setToolTip(_("Ctrl+Enter"))
        self.commit.clicked.connect(self.import_asked)
        row = QHBoxLayout()
        row.setSpacing(_GAP)
        row.addWidget(self._icon)
        row.addWidget(self._words, 1)
        for button in (self.file, self.later, self.cancel, self.check_rows, self.commit):
            row.addWidget(button)
        self.body.addLayout(row)

    def set_margins(self, left: int, right: int) -> None:
        """Stand in line with the content above."""
        self.body.setContentsMargins(left, 10, right, 10)

    def offer_file(self, offered: bool) -> None:
        """What the file's card offers, while that is not shown."""
        self._is_file_offered = offered
        self._fit()

    def _open_file_menu(self) -> None:
        height = self.file_menu.sizeHint().height()
        self.file_menu.popup(self.file.mapToGlobal(QPoint(0, -height)))

    @property
    def state(self) -> str:
        return self._state

    def show_columns(self, check: SheetCheck) -> None:
        """While the columns are looked at."""
        self.check_rows.show()
        self.commit.hide()
        self.check_rows.setEnabled(not check.questions)
        open_ones = len(check.questions)
        if open_ones:
            words = ngettext(
                "{count} question is open.", "{count} questions are open.", open_ones
            ).format(count=open_ones)
            self._say("circle-alert", "overdue", words)
        else:
            self._say("info", "link", columns_so_far(check))

    def show_rows(self, check: SheetCheck) -> None:
        """While the rows are looked at."""
        self.check_rows.hide()
        self.commit.show()
        count, unusable = check.tally.stored, check.tally.unusable
        self.commit.setText(lab_imports.import_button(count - unusable, unusable))
        self.commit.setEnabled(check.can_be_imported)
        undecided = check.tally.undecided
        if undecided:
            words = ngettext(
                "{count} row needs a decision before you can import.",
                "{count} rows need a decision before you can import.",
                undecided,
            ).format(count=undecided)
            self._say("circle-alert", "overdue", words)
        elif not count:
            self._say("info", "link", nothing_new(check))
        else:
            self._say("circle-check", "ok", _("Everything is decided."))

    def wait(self) -> None:
        """While the rows are planned again."""
        self.check_rows.setEnabled(False)
        self.commit.setEnabled(False)
        self._say("refresh-cw", "link", _("Checking the rows again…"))

    def _say(self, icon_name: str, tint: str, words: str) -> None:
        self._icon.show_icon(icon_name, tint)
        self._state = words
        self._words.setAccessibleName(f"{words} {self._promise}")
        self._fit()

    def _fit(self) -> None:
        """The promise makes way where it would take a second line, and a button to the menu."""
        roomy = self.width() >= app_theme().px(_ROOMY_FROM)
        are_rows_shown = self.check_rows.isHidden()
        self.later.setVisible(are_rows_shown and roomy)
        self.file.setVisible(are_rows_shown and (self._is_file_offered or not roomy))
        words = f"<b>{escape(self._state)}</b>"
        if roomy and self._promise_fits():
            words += f"&nbsp;&nbsp; {escape(self._promise)}"
        self._words.setText(words)

    def _promise_fits(self) -> bool:
        plain, bold = (QFontMetrics(app_theme().font(13, weight)) for weight in (400, 700))
        words = bold.horizontalAdvance(self._state) + plain.horizontalAdvance(self._promise)
        buttons = (self.file, self.later, self.cancel, self.check_rows, self.commit)
        taken = sum(one.sizeHint().width() + _GAP for one in buttons if not one.isHidden())
        margins = self.body.contentsMargins()
        around = margins.left() + margins.right() + self._icon.width() + 3 * _GAP
        return words + taken + around <= self.width()

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


def columns_so_far(check: SheetCheck) -> str:
    """15 rows read this way: 11 to import, 2 to decide."""
    rows, tally = len(check.plan.rows), check.tally
    return ngettext(
        "{count} row read this way: {stored} to import, {open} to decide.",
        "{count} rows read this way: {stored} to import, {open} to decide.",
        rows,
    ).format(count=rows, stored=tally.stored, open=tally.undecided)


def nothing_new(check: SheetCheck) -> str:
    if check.plan.imported_before:
        return _("This file was imported before. It holds nothing new.")
    return _("There is nothing to import in this file.")
