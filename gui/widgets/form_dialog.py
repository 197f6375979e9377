"""A dialog with fields, what is wrong with them, and the buttons that store or leave."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from domain.edits import Edit
from domain.errors import CopperdeskError
from gui.session import Session
from gui.theme import app_theme
from gui.widgets.buttons import Button, PlainButton
from gui.widgets.label import Label
from gui.widgets.message_bar import announce
from gui.words.errors import sentence_of
from gui.words.language import _

_WIDTH = 520
_FRAME = 60
"""Room for what the window system draws around a dialog."""
_SPARE = 4
_BESIDE_FIELDS = 6
"""Between the fields and their scroll bar; the buttons end where the fields do."""


class FormDialog(QDialog):
    """The fields scroll where the screen is low; a refusal is told above the buttons."""

    def __init__(
        self,
        session: Session,
        title: str,
        save: Button,
        *,
        told: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.save = save
        self.save.setDefault(True)
        self.cancel = PlainButton(_("Cancel"))
        self.note = Label("", "small", "secondary", wraps=True)
        self._values_at_first: list[object] | None = None
        self._is_escape_told = False
        self._error = Label("", "small", "overdue", wraps=True)
        self._error.hide()
        self.setWindowTitle(title)
        holder = QWidget()
        holder.setProperty("scrolled", True)
        self.fields = QVBoxLayout(holder)
        self._fit_fields(holder)
        self._lay_out(title, told)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)
        session.closed.connect(self.reject)

    @property
    def error(self) -> str:
        """What was refused, or nothing."""
        return self._error.text()

    def edit(self) -> Edit:
        """What is to be stored."""
        raise NotImplementedError

    def store(self) -> bool:
        """Store it, undoably; False if it was refused."""
        return self.session.perform(self.edit())

    def explain(self, error: CopperdeskError) -> None:
        """Say what was refused; a form with a field for it says it there."""
        self.say_wrong(sentence_of(error))

    def say_wrong(self, why: str) -> None:
        """What is wrong, above the buttons; nothing takes it away."""
        self._error.setText(why)
        self._error.setVisible(bool(why))
        if why:
            announce(self, why)

    def show_for(self) -> None:
        """Show it over its parent's window; it goes by itself when it is done."""
        self.finished.connect(self.deleteLater)
        self.resize(self.minimumWidth(), 0)
        self.grow()
        self.open()

    def grow(self) -> None:
        """As high as its fields want, where the screen is high enough; never lower than it is."""
        inside, layout = self._scroll.widget(), self.layout()
        assert inside is not None
        assert layout is not None
        margins = layout.contentsMargins()
        wanted = inside.heightForWidth(self.width() - margins.left() - margins.right())
        inner = max(inside.sizeHint().height(), wanted)
        layout.activate()
        around = layout.totalHeightForWidth(self.width()) - self._scroll.sizeHint().height()
        room = self.screen().availableGeometry().height() - _FRAME
        self.resize(self.width(), max(self.height(), min(room, inner + around + _SPARE)))

    @property
    def is_filled_in(self) -> bool:
        """Whether something was typed or chosen since it was shown."""
        return self._values_at_first is not None and _values(self) != self._values_at_first

    def _save(self) -> None:
        if not self.save.isEnabled():
            return
        self.say_wrong("")
        self.session.refused.connect(self.explain)
        accepted = self.store()
        self.session.refused.disconnect(self.explain)
        if accepted:
            self.accept()

    def _fit_fields(self, holder: QWidget) -> None:
        self.fields.setContentsMargins(0, 0, _BESIDE_FIELDS, 0)
        self.fields.setSpacing(12)
        self._scroll = QScrollArea()
        self._scroll.setWidget(holder)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self, title: str, told: str) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 18, 18, 16)
        column.setSpacing(12)
        column.addWidget(Label(title, "card-title", wraps=True))
        if told:
            column.addWidget(Label(told, "small", "secondary", wraps=True))
        column.addWidget(self._scroll, 1)
        column.addWidget(self._error)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        buttons.setContentsMargins(0, 0, _BESIDE_FIELDS, 0)
        buttons.addWidget(self.note, 1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        column.addLayout(buttons)
        self.setMinimumWidth(app_theme().px(_WIDTH))

    # Qt overrides

    def showEvent(self, arg__1: QShowEvent) -> None:
        super().showEvent(arg__1)
        if self._values_at_first is None:
            self._values_at_first = _values(self)

    def keyPressEvent(self, arg__1: QKeyEvent) -> None:
        """Esc leaves; where something was typed it says so first."""
        is_escape = arg__1.key() == Qt.Key.Key_Escape
        if is_escape and self.is_filled_in and not self._is_escape_told:
            self._is_escape_told = True
            self.say_wrong(_("Press Esc again to leave without saving."))
            return
        self._is_escape_told = False
        super().keyPressEvent(arg__1)


def _values(form: QWidget) -> list[object]:
    """What the fields of the form hold, in their order."""
    lines = [field.text() for field in form.findChildren(QLineEdit)]
    choices = [field.currentIndex() for field in form.findChildren(QComboBox)]
    ticks = [field.isChecked() for field in form.findChildren(QAbstractButton)]
    return [lines, choices, ticks]
