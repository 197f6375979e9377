"""One row of the list: glyph, code, what, when, and what can be done about it."""

from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from domain.agenda import AgendaItem
from domain.visits import Status, VisitKey, VisitKind, VisitState
from gui.theme import app_theme
from gui.today.row_text import RowColumns, paint_words
from gui.today.scores import ScoreEditor
from gui.widgets.buttons import Button, IconButton, Kind, LinkButton, PlainButton
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import agenda as words_of
from gui.words.agenda import RowWords
from gui.words.language import _


class Mode(Enum):
    """What can be done about a row."""

    OPEN = auto()
    DONE = auto()
    AHEAD = auto()


class Ask(Enum):
    """What the user asks of a row."""

    SELECT = auto()
    RECORD = auto()
    OTHER_TIME = auto()
    MISSED = auto()
    MENU = auto()
    MOVE = auto()
    DETAILS = auto()
    QUERY = auto()
    OPEN_PATIENT = auto()
    UNDO = auto()
    PREVIOUS = auto()
    NEXT = auto()
    FIRST = auto()
    LAST = auto()


_MAGNIFIED = {VisitKind.INFUSION: 1.12, VisitKind.DRAW: 1.18, VisitKind.RATING: 1.6}
"""Glyphs of a row are larger than those of a timeline."""
_OUTLINED_RATING = 1.4
_KEYS = {
    Qt.Key.Key_Up: Ask.PREVIOUS,
    Qt.Key.Key_Down: Ask.NEXT,
    Qt.Key.Key_Home: Ask.FIRST,
    Qt.Key.Key_End: Ask.LAST,
    Qt.Key.Key_O: Ask.OPEN_PATIENT,
    Qt.Key.Key_Menu: Ask.MENU,
}
_RECORDING_KEYS = {
    Qt.Key.Key_Return: Ask.RECORD,
    Qt.Key.Key_Enter: Ask.RECORD,
    Qt.Key.Key_T: Ask.OTHER_TIME,
    Qt.Key.Key_M: Ask.MISSED,
}


class VisitRow(QWidget):
    """Says what the user asked for; the screen does it."""

    asked = Signal(object)
    """An `Ask`; the row is the sender."""

    def __init__(self, item: AgendaItem, words: RowWords, mode: Mode, columns: RowColumns) -> None:
        super().__init__()
        self.mode = mode
        self.item = item
        self.words = words
        self.editor: ScoreEditor | None = None
        self._columns = columns
        self._is_current = False
        self.is_first = False
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.buttons: dict[Ask, Button] = {}
        self._layout = QHBoxLayout(self)
        self._layout.addStretch(1)
        self._make_buttons()
        self.show_item(item, words)

    @property
    def key(self) -> VisitKey:
        return self.item.visit.key

    @property
    def is_current(self) -> bool:
        return self._is_current

    def show_item(self, item: AgendaItem, words: RowWords) -> None:
        self.item, self.words = item, words
        self.setAccessibleName(words.spoken)
        self.setToolTip(words.spoken)
        for ask, button in self.buttons.items():
            button.setAccessibleName(words_of.spoken_action(self._button_words(ask), item))
            if ask is not Ask.MENU:
                button.setText(self._button_words(ask))
            if ask is Ask.RECORD:
                button.setEnabled(item.waits_for is None)
        self._dress_main_button()
        self.update()

    def set_current(self, current: bool) -> None:
        """The current row is where the keys work; its buttons alone are stops of Tab."""
        self._is_current = current
        policy = Qt.FocusPolicy.TabFocus if current else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        for button in self.buttons.values():
            button.setFocusPolicy(policy)
        self._dress_main_button()
        self.update()

    def set_undoable(self, undoable: bool) -> None:
        if Ask.UNDO in self.buttons:
            self.buttons[Ask.UNDO].setVisible(undoable)

    def edit_scores(self, editor: ScoreEditor) -> None:
        """Put the editor in the place of the buttons."""
        self.editor = editor
        for button in self.buttons.values():
            button.hide()
        self._layout.addWidget(editor)
        editor.show()
        self.lay_out()

    def end_edit(self) -> None:
        if self.editor is None:
            return
        editor, self.editor = self.editor, None
        self._layout.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        for button in self.buttons.values():
            button.show()
        self.lay_out()

    def lay_out(self) -> None:
        """Take the widths the whole list has agreed on."""
        theme = app_theme()
        self._layout.setSpacing(self._columns.spacing)
        self._layout.setContentsMargins(0, 0, self._columns.margin, 0)
        if self._editor_is_below():
            top = self._columns.row_height - theme.px(2)
            self._layout.setContentsMargins(0, top, self._columns.margin, theme.px(8))
        for ask, width in ((Ask.RECORD, self._columns.main), (Ask.MISSED, self._columns.second)):
            if ask in self.buttons:
                self.buttons[ask].setFixedWidth(width)
        if Ask.MENU in self.buttons:
            self.buttons[Ask.MENU].setFixedSize(self._columns.more, theme.px(28))
        self.updateGeometry()
        self.update()

    def _editor_is_below(self) -> bool:
        """Where the fields would cover the words, they stand on a line of their own."""
        if self.editor is None:
            return False
        wanted = self.editor.sizeHint().width() + app_theme().px(16)
        return wanted > self.width() - self._columns.when

    def _make_buttons(self) -> None:
        more = IconButton("ellipsis", _("More"), bare=True)
        if self.mode is Mode.OPEN:
            self.buttons = {Ask.RECORD: Button(), Ask.MISSED: PlainButton(), Ask.MENU: more}
        elif self.mode is Mode.AHEAD:
            self.buttons = {Ask.MENU: more}
        else:
            self.buttons[Ask.DETAILS] = LinkButton("")
            if self.item.visit.state is VisitState.DONE:
                self.buttons[Ask.OTHER_TIME] = LinkButton("")
            self.buttons[Ask.UNDO] = LinkButton("", icon_name="undo-2")
        for ask, button in self.buttons.items():
            button.setProperty("ask", ask.name)
            button.clicked.connect(self._button_clicked)
            button.installEventFilter(self)
            self._layout.addWidget(button)
        self.set_current(False)

    def _button_words(self, ask: Ask) -> str:
        match ask:
            case Ask.RECORD:
                return words_of.record_now(self.item)
            case Ask.MISSED:
                return words_of.not_done(self.item)
            case Ask.DETAILS:
                return _("Details…")
            case Ask.OTHER_TIME:
                return _("Edit time…")
            case Ask.UNDO:
                return _("Undo")
            case _:
                return _("More")

    def _dress_main_button(self) -> None:
        if Ask.RECORD not in self.buttons:
            return
        kind: Kind = "plain" if self.item.status is Status.OVERDUE else "tinted"
        self.buttons[Ask.RECORD].become("primary" if self._is_current else kind)

    def _button_clicked(self) -> None:
        button = self.sender()
        assert button is not None
        self.asked.emit(Ask[button.property("ask")])

    def _ask_by_key(self, event: QKeyEvent, *, on_button: bool) -> bool:
        if event.key() == Qt.Key.Key_F10 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.asked.emit(Ask.MENU)
            return True
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain != Qt.KeyboardModifier.NoModifier:
            return False
        key = Qt.Key(event.key())
        ask = _KEYS.get(key)
        if ask is None and self.mode is not Mode.AHEAD:
            ask = _RECORDING_KEYS.get(key)
        if ask is None or not self._can(ask, on_button=on_button):
            return False
        self.asked.emit(ask)
        return True

    def _can(self, ask: Ask, *, on_button: bool) -> bool:
        if ask is Ask.RECORD:
            return self.mode is Mode.OPEN and not on_button
        if ask is Ask.MISSED:
            return self.mode is Mode.OPEN
        if ask is Ask.OTHER_TIME:
            return self.mode is Mode.OPEN or Ask.OTHER_TIME in self.buttons
        return True

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._ask_by_key(event, on_button=True)
        if event.type() is QEvent.Type.MouseButtonDblClick:
            return True  # the row below has come under the pointer: it was not meant
        if event.type() is QEvent.Type.FocusIn and not self._is_current:
            self.asked.emit(Ask.SELECT)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        editing = self.editor is not None and not self.hasFocus()
        if editing or not self._ask_by_key(event, on_button=False):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.asked.emit(Ask.SELECT)
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.asked.emit(Ask.OPEN_PATIENT)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.asked.emit(Ask.SELECT)
        self.asked.emit(Ask.MENU)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self._is_current:
            self.asked.emit(Ask.SELECT)
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
        super().focusOutEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.editor is not None and event.size().width() != event.oldSize().width():
            self.lay_out()
        self.update()

    def sizeHint(self) -> QSize:
        inside = self._layout.sizeHint()
        room = 0 if self._editor_is_below() else app_theme().px(12)
        return QSize(inside.width(), max(self._columns.row_height, inside.height() + room))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._layout.minimumSize().width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = app_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.is_first:
            painter.fillRect(QRectF(0, 0, self.width(), 1), theme.colors.divider)
        if self._is_current:
            self._paint_selection(painter)
        middle = self._columns.row_height / 2 if self.editor else self.height() / 2
        paint_glyph(
            painter,
            QPointF(theme.px(25), middle),
            self._glyph(),
            theme.colors,
            self._magnified() * theme.scale,
        )
        beside = [self.editor] if self.editor else list(self.buttons.values())
        right = min([w.x() for w in beside if not w.isHidden()], default=self.width())
        below = self._editor_is_below()
        paint_words(
            painter,
            self.words,
            self._columns,
            middle=middle,
            right=(self.width() if below else right) - theme.px(8),
            with_when=self.editor is None or below,
        )
        painter.end()

    def _paint_selection(self, painter: QPainter) -> None:
        theme = app_theme()
        focused = self.hasFocus()
        painter.setBrush(theme.colors.selection)
        painter.setPen(QPen(theme.colors.focus, 2) if focused else Qt.PenStyle.NoPen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)

    def _magnified(self) -> float:
        outlined = self.item.status in (Status.DUE_TODAY, Status.LATE)
        if outlined and self.key.kind is VisitKind.RATING:
            return _OUTLINED_RATING
        return _MAGNIFIED[self.key.kind]

    def _glyph(self) -> Glyph:
        return Glyph(self.key.kind, self.item.status, words_of.glyph_text(self.key))
