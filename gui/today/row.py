"""One row of the list: glyph, code, what, when, and what can be done about it."""

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
from domain.visits import Status, VisitKey, VisitKind
from gui.theme import app_theme
from gui.today.asks import Ask, Mode, asked_by
from gui.today.row_buttons import buttons_for, dress_main, name_buttons
from gui.today.row_text import BEFORE_BUTTONS, RowColumns, paint_words
from gui.today.scores import ScoreEditor
from gui.widgets.glyphs import Glyph, paint_glyph
from gui.words import agenda as words_of
from gui.words.agenda import RowWords

_MAGNIFIED = {VisitKind.INFUSION: 1.12, VisitKind.DRAW: 1.18, VisitKind.RATING: 1.6}
"""Glyphs of a row are larger than those of a timeline."""
_OUTLINED_RATING = 1.4


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
        self.buttons = buttons_for(item, mode)
        self._layout = QHBoxLayout(self)
        self._layout.addStretch(1)
        self._keep_places()
        self._connect_buttons()
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
        name_buttons(self.buttons, item)
        dress_main(self.buttons, self.item, is_current=self._is_current)
        self.update()

    def set_current(self, current: bool) -> None:
        """The current row is where the keys work; its buttons alone are stops of Tab."""
        self._is_current = current
        policy = Qt.FocusPolicy.TabFocus if current else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus)
        for button in self.buttons.values():
            button.setFocusPolicy(policy)
        dress_main(self.buttons, self.item, is_current=self._is_current)
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

    def _keep_places(self) -> None:
        """Where nothing can be taken back, the other buttons stand below those of other rows."""
        if Ask.UNDO in self.buttons:
            policy = self.buttons[Ask.UNDO].sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            self.buttons[Ask.UNDO].setSizePolicy(policy)

    def _connect_buttons(self) -> None:
        for ask, button in self.buttons.items():
            button.setProperty("ask", ask.name)
            button.clicked.connect(self._button_clicked)
            button.installEventFilter(self)
            self._layout.addWidget(button)
        self.set_current(False)

    def _button_clicked(self) -> None:
        button = self.sender()
        assert button is not None
        self.asked.emit(Ask[button.property("ask")])

    def _ask_by_key(self, event: QKeyEvent, *, on_button: bool) -> bool:
        ask = asked_by(event, self.mode, self.buttons, on_button=on_button)
        if ask is not None:
            self.asked.emit(ask)
        return ask is not None

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
            right=(self.width() if below else right) - theme.px(BEFORE_BUTTONS),
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
