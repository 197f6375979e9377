"""A sheet that is not in front: left without importing it, or hardly a lab sheet at all."""

from PySide6.QtCore import QObject, Signal

from gui.labimport.reading_page import RefusedPage
from gui.labimport.sheet_check import SheetCheck
from gui.widgets.message_bar import BarAction, MessageBar
from gui.words import lab_imports
from gui.words.language import _


class SetAside(QObject):
    """Says what became of it, and keeps it for whoever goes on with it all the same."""

    wanted = Signal(SheetCheck)
    """The user goes on with it."""

    def __init__(self, refused: RefusedPage, notice: MessageBar, parent: QObject) -> None:
        super().__init__(parent)
        self._refused = refused
        self._notice = notice
        self._check: SheetCheck | None = None
        refused.by_hand_asked.connect(self._go_on)

    def say_left(self, check: SheetCheck) -> None:
        """Nothing of it was saved; the notice offers it again."""
        self._check = check
        action = BarAction(_("Go on with it"), self._go_on)
        self._notice.inform(lab_imports.left_without_importing(check.plan), [action])

    def say_unlike(self, check: SheetCheck) -> None:
        """Nothing in the file looks like results, and no other sheet is in front."""
        self._check = check
        self._refused.say_unlike(check.plan.file)

    def warn_unlike(self, check: SheetCheck) -> None:
        """The same above the sheet that stays in front."""
        self._check = check
        action = BarAction(lab_imports.by_hand(), self._go_on)
        self._notice.warn(lab_imports.unlike_sheet_in_front(check.plan.file), [action])

    def forget(self) -> None:
        self._check = None

    def _go_on(self) -> None:
        check, self._check = self._check, None
        if check is not None:
            self._notice.hide()
            self.wanted.emit(check)
