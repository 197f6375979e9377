"""A dialog with fields, what is wrong with them, and the buttons that store or leave."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

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
