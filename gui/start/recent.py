"""The studies opened lately, on the first page; one that is not there any more is said to be so."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui.tasks import Task
from gui.widgets.buttons import IconButton, LinkButton
from gui.widgets.label import IconLabel, Label
from gui.words.language import _

SHOWN = 4
LONGEST = 26
"""Letters of a name that the card has room for; the rest is in its tool tip."""


class RecentStudies(QWidget):
    """A row a study: open it, or take it off the list."""

    opened = Signal(Path)
    """The user chose this study."""
    removed = Signal(Path)
    """The user wants this study off the list; its file is not touched."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(2)
        self.rows = [RecentRow(Path(name)) for name in names[:SHOWN]]
        for row in self.rows:
            row.opened.connect(self.opened)
            row.removed.connect(self._remove)
            self._column.addWidget(row)
        if not self.rows:
            self._say_none()
        self._look_for_them()

    def _look_for_them(self) -> None:
        """On a worker: a network drive that has gone may take a minute to say so."""
        paths = [row.path for row in self.rows]
        if not paths:
            return
        task = Task(lambda: [path for path in paths if not _is_there(path)], self)
        task.done.connect(self._mark_missing)
        task.start()

    def _mark_missing(self, missing: Sequence[Path]) -> None:
        for row in self.rows:
            if row.path in missing:
                row.say_missing()

    def _remove(self, path: Path) -> None:
        gone = next(row for row in self.rows if row.path == path)
        self.rows.remove(gone)
        self._column.removeWidget(gone)
        gone.hide()
        gone.deleteLater()
        self.removed.emit(path)
        if self.rows:
            self.rows[0].link.setFocus()
        else:
            self._say_none()

    def _say_none(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(7)
        row.addWidget(IconLabel("clock", "text_secondary", 14))
        row.addWidget(Label(_("Recent studies: none yet"), tone="secondary", wraps=True), 1)
        self._column.addLayout(row)


class RecentRow(QWidget):
    """The name of a study, and where it is when the mouse rests on it."""

    opened = Signal(Path)
    """The user wants it open."""
    removed = Signal(Path)
    """The user wants it off the list."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path
        self.link = LinkButton(_short(path.stem), icon_name="clock", name=path.stem)
        self.link.setToolTip(str(path))
        self.link.setAccessibleDescription(str(path))
        self.missing = Label(_("not found"), "small", "warning")
        self.missing.hide()
        self.remove = IconButton(
            "x", _("Take {study} off the list").format(study=path.stem), bare=True
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.link)
        row.addWidget(self.missing)
        row.addStretch(1)
        row.addWidget(self.remove)
        self.link.clicked.connect(self._open)
        self.remove.clicked.connect(self._remove)

    def say_missing(self) -> None:
        self.missing.show()
        self.link.show_icon("file-x")
        self.link.setAccessibleName(_("{study}, not found").format(study=self.path.stem))

    def _open(self) -> None:
        self.opened.emit(self.path)

    def _remove(self) -> None:
        self.removed.emit(self.path)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else f"{name[: LONGEST - 1]}…"


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a drive that answers with an error is not there
        return False
