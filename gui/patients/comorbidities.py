"""A short list of comorbidities: typed or taken from those the study already has."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.theme import app_theme
from gui.widgets.buttons import Button, PlainButton
from gui.words.language import _

_AT_THE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
"""Also for buttons whose icon stands behind the words."""


class ComorbidityList(QWidget):
    """Enter or Add takes what is typed; each one can be taken away again."""

    changed = Signal()
    """The list is another one."""

    def __init__(self, suggestions: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[str] = []
        self._buttons: list[Button] = []
        self.entry = _Entry()
        self.entry.setPlaceholderText(_("Type one and press Enter"))
        self.entry.setAccessibleName(_("Somatic comorbidities"))
        self.entry.setMaxLength(60)
        self.add_button = PlainButton(_("Add"))
        completer = QCompleter(list(suggestions), self)
        popup = completer.popup()
        assert popup is not None
        app_theme().dress(popup)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.entry.setCompleter(completer)
        self.setFocusProxy(self.entry)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.entry, 1)
        line.addWidget(self.add_button)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._column.addLayout(line)
        self.add_button.clicked.connect(self.take)
        self.entry.entered.connect(self.take)
        self.entry.textChanged.connect(self._typed)

    @property
    def names(self) -> tuple[str, ...]:
        """Those in the list, and what is typed but not added yet."""
        typed = _tidy(self.entry.text())
        return (*self._names, typed) if typed and typed not in self._names else (*self._names,)

    def show_names(self, names: Sequence[str]) -> None:
        """Show what is stored already."""
        self._names = list(names)
        self._show()

    def take(self) -> None:
        """Add what is typed to the list."""
        typed = _tidy(self.entry.text())
        self.entry.clear()
        if typed and typed not in self._names:
            self._names.append(typed)
            self._show()
        self.changed.emit()

    def drop(self, name: str) -> None:
        self._names.remove(name)
        self._show()
        self.entry.setFocus()
        self.changed.emit()

    @property
    def remove_buttons(self) -> list[Button]:
        return list(self._buttons)

    def _typed(self) -> None:
        self.changed.emit()

    def _show(self) -> None:
        for button in self._buttons:
            self._column.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = [_chip(name) for name in self._names]
        for button in self._buttons:
            button.clicked.connect(self._drop_clicked)
            self._column.addWidget(button, 0, _AT_THE_LEFT)

    def _drop_clicked(self) -> None:
        button = self.sender()
        assert button is not None
        self.drop(str(button.property("comorbidity")))


class _Entry(QLineEdit):
    entered = Signal()
    """Enter was pressed; the dialog's default button does not see it."""

    # Qt overrides

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        plain = not arg__1.modifiers() & Qt.KeyboardModifier.ControlModifier
        is_enter = arg__1.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and plain and self.text().strip():
            self.entered.emit()
        else:
            super().keyPressEvent(arg__1)


def _chip(name: str) -> Button:
    chip = Button(name, "chip", icon_name="x", name=_("Remove {name}").format(name=name))
    chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    chip.setProperty("comorbidity", name)
    chip.setToolTip(_("Remove {name}").format(name=name))
    return chip


def _tidy(typed: str) -> str:
    return " ".join(typed.split())
