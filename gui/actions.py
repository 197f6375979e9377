"""Every command of the menu bar with its keys, in one place."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from gui.icons import icon
from gui.words.language import _


class Command(StrEnum):
    """A command; it stays disabled until something is connected to it."""

    NEW_STUDY = "new_study"
    OPEN_STUDY = "open_study"
    OPEN_DEMO = "open_demo"
    CLOSE_STUDY = "close_study"
    IMPORT_LAB = "import_lab"
    EXPORT = "export"
    PRINT_DAY_LIST = "print_day_list"
    TUBE_LABELS = "tube_labels"
    EXPORT_CALENDAR = "export_calendar"
    REPORT = "report"
    CHECK_REPORT = "check_report"
    BACK_UP = "back_up"
    RESTORE = "restore"
    QUIT = "quit"
    UNDO = "undo"
    REDO = "redo"
    FIND_PATIENT = "find_patient"
    BACK = "back"
    NEXT_PANE = "next_pane"
    LARGER_TEXT = "larger_text"
    SMALLER_TEXT = "smaller_text"
    ENROL = "enrol"
    SCREENING_LOG = "screening_log"
    MOVE_INFUSION = "move_infusion"
    UNSCHEDULED_DRAW = "unscheduled_draw"
    UNSCHEDULED_RATING = "unscheduled_rating"
    WITHDRAW = "withdraw"
    ADD_QUERY = "add_query"
    VERIFY = "verify"
    PROTECT = "protect"
    REMOVE_TEXT = "remove_text"
    LOCK = "lock"
    WHO_WORKS = "who_works"
    RESET_DEMO = "reset_demo"
    USER_GUIDE = "user_guide"
    KEYS = "keys"
    WHATS_NEW = "whats_new"
    ABOUT = "about"


_KEYS = {
    Command.NEW_STUDY: "Ctrl+N",
    Command.OPEN_STUDY: "Ctrl+O",
    Command.IMPORT_LAB: "Ctrl+I",
    Command.PRINT_DAY_LIST: "Ctrl+P",
    Command.QUIT: "Ctrl+Q",
    Command.UNDO: "Ctrl+Z",
    Command.REDO: "Ctrl+Shift+Z",
    Command.FIND_PATIENT: "Ctrl+F",
    Command.BACK: "Alt+Left",
    Command.NEXT_PANE: "F6",
    Command.LARGER_TEXT: "Ctrl++",
    Command.SMALLER_TEXT: "Ctrl+-",
    Command.ENROL: "Ctrl+E",
    Command.LOCK: "Ctrl+L",
    Command.USER_GUIDE: "F1",
}

_ICONS = {
    Command.IMPORT_LAB: "download",
    Command.PRINT_DAY_LIST: "printer",
    Command.TUBE_LABELS: "tag",
    Command.UNDO: "undo-2",
    Command.REDO: "redo-2",
    Command.FIND_PATIENT: "search",
    Command.ENROL: "user-plus",
    Command.USER_GUIDE: "book-open",
}

WITHOUT_A_STUDY = frozenset(
    {
        Command.NEW_STUDY, Command.OPEN_STUDY, Command.OPEN_DEMO, Command.RESTORE, Command.QUIT,
        Command.LARGER_TEXT, Command.SMALLER_TEXT, Command.NEXT_PANE, Command.WHO_WORKS,
        Command.USER_GUIDE, Command.KEYS, Command.WHATS_NEW, Command.ABOUT,
    }
)  # fmt: skip
"""Commands that make sense before a study is open."""


class Actions(QObject):
    """One `QAction` for each command, shown once connected, enabled where it makes sense."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._connected: set[Command] = set()
        self._has_study = False
        words = command_words()
        self._actions = {command: self._make(command, words[command]) for command in Command}

    def __getitem__(self, command: Command) -> QAction:
        return self._actions[command]

    def connect_to(self, command: Command, do: Callable[[], object]) -> None:
        """Run `do` when the user gives `command`."""
        self._actions[command].triggered.connect(do)
        self._connected.add(command)
        self._actions[command].setVisible(True)
        self._enable(command)

    def study_is_open(self, is_open: bool) -> None:
        self._has_study = is_open
        for command in Command:
            self._enable(command)

    def _enable(self, command: Command) -> None:
        sensible = self._has_study or command in WITHOUT_A_STUDY
        self._actions[command].setEnabled(sensible and command in self._connected)

    def _make(self, command: Command, words: str) -> QAction:
        action = QAction(words, self)
        action.setEnabled(False)
        action.setVisible(False)
        action.setObjectName(command)
        if command in _KEYS:
            action.setShortcut(QKeySequence(_KEYS[command]))
        if command in _ICONS:
            action.setIcon(icon(_ICONS[command], "text_secondary"))
        if command is Command.QUIT:
            action.setMenuRole(QAction.MenuRole.QuitRole)
        if command is Command.ABOUT:
            action.setMenuRole(QAction.MenuRole.AboutRole)
        return action


def command_words() -> dict[Command, str]:
    """What each command is called in the menus; an ellipsis where more input follows."""
    return {
        Command.NEW_STUDY: _("New study…"),
        Command.OPEN_STUDY: _("Open study…"),
        Command.OPEN_DEMO: _("Open the demo study"),
        Command.CLOSE_STUDY: _("Close study"),
        Command.IMPORT_LAB: _("Import lab sheet…"),
        Command.EXPORT: _("Export study…"),
        Command.PRINT_DAY_LIST: _("Print day list…"),
        Command.TUBE_LABELS: _("Tube labels…"),
        Command.EXPORT_CALENDAR: _("Export calendar…"),
        Command.REPORT: _("Full report…"),
        Command.CHECK_REPORT: _("Check a report…"),
        Command.BACK_UP: _("Back up now…"),
        Command.RESTORE: _("Restore from a backup…"),
        Command.QUIT: _("Quit"),
        Command.UNDO: _("Undo"),
        Command.REDO: _("Redo"),
        Command.FIND_PATIENT: _("Find patient…"),
        Command.BACK: _("Back"),
        Command.NEXT_PANE: _("Next pane"),
        Command.LARGER_TEXT: _("Larger text"),
        Command.SMALLER_TEXT: _("Smaller text"),
        Command.ENROL: _("Enrol patient…"),
        Command.SCREENING_LOG: _("Screening log…"),
        Command.MOVE_INFUSION: _("Move an infusion…"),
        Command.UNSCHEDULED_DRAW: _("Add an unscheduled draw…"),
        Command.UNSCHEDULED_RATING: _("Add an unscheduled rating…"),
        Command.WITHDRAW: _("Record a withdrawal…"),
        Command.ADD_QUERY: _("Add a query…"),
        Command.VERIFY: _("Verify the audit trail"),
        Command.PROTECT: _("Protect with a passphrase…"),
        Command.REMOVE_TEXT: _("Remove personal data…"),
        Command.LOCK: _("Lock now"),
        Command.WHO_WORKS: _("Who is working…"),
        Command.RESET_DEMO: _("Reset the demo study…"),
        Command.USER_GUIDE: _("User guide"),
        Command.KEYS: _("Keyboard"),
        Command.WHATS_NEW: _("What’s new"),
        Command.ABOUT: _("About Copperdesk"),
    }
