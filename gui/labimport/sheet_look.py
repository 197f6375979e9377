"""The sheet itself in the step *Columns*: opened and closed, understood cells marked."""

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from domain.labsheet.marks import Mark
from gui.labimport.sheet_check import SheetCheck
from gui.labimport.sheet_model import FILLS, SheetModel
from gui.table_model import Index
from gui.theme import app_theme
from gui.widgets.buttons import LinkButton, PlainButton
from gui.widgets.label import Label
from gui.words.language import _

_ROW, _TITLES = 28, 46
_ROWS_SHOWN = 9
_ROWS_MEASURED = 30
_NARROWEST, _WIDEST = 64, 260


class SheetLook(QWidget):
    """A heading with a button that opens the grid; below it the cells."""

    heading_chosen = Signal(int)
    """The user said that the headings stand in this row of the file."""
    column_chosen = Signal(int)
    """The user pressed the head of a column, to say what it holds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = SheetModel()
        self.grid = QTableView()
        self.grid.setAccessibleName(_("Cells of the sheet"))
        self.opener = LinkButton("", icon_name="chevron-down")
        self.opener.clicked.connect(self.toggle)
        self.here = PlainButton(_("The headings stand in this row"))
        self.here.clicked.connect(self._choose_heading)
        self._legend = _Legend()
        self._lay_out()
        self._show_open(opened=True)
        app_theme().changed.connect(self._fit)

    @property
    def is_open(self) -> bool:
        return not self.grid.isHidden()

    def show_check(self, check: SheetCheck) -> None:
        at = self.grid.verticalScrollBar().value(), self.grid.horizontalScrollBar().value()
        self.model.show_check(check)
        self._span_titles()
        self._fit()
        self.grid.verticalScrollBar().setValue(at[0])
        self.grid.horizontalScrollBar().setValue(at[1])
        self._offer_heading()

    def toggle(self) -> None:
        self._show_open(opened=not self.is_open)

    def _show_open(self, *, opened: bool) -> None:
        self.grid.setVisible(opened)
        self._legend.setVisible(opened)
        self.here.setVisible(opened)
        self.opener.setText(_("Hide the sheet") if opened else _("Show the sheet"))
        self.opener.show_icon("chevron-up" if opened else "chevron-down")

    def _lay_out(self) -> None:
        grid = self.grid
        grid.setModel(self.model)
        grid.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        grid.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        grid.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        grid.setWordWrap(False)
        grid.setTabKeyNavigation(False)
        grid.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        grid.setItemDelegate(_Tinting(grid))
        grid.selectionModel().currentChanged.connect(self._offer_heading)
        across = grid.horizontalHeader()
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        across.setHighlightSections(False)
        across.setSectionsClickable(True)
        across.sectionClicked.connect(self._choose_column)
        grid.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Label(_("The sheet"), "group"))
        top.addWidget(self._legend, 0, Qt.AlignmentFlag.AlignVCenter)
        top.addStretch(1)
        top.addWidget(self.here)
        top.addWidget(self.opener)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(6)
        page.addLayout(top)
        page.addWidget(grid)

    def _fit(self) -> None:
        theme, rows = app_theme(), self.grid.verticalHeader()
        rows.setMinimumSectionSize(theme.px(_ROW))
        rows.setDefaultSectionSize(theme.px(_ROW))
        self.grid.horizontalHeader().setFixedHeight(theme.px(_TITLES))
        shown = min(self.model.rowCount(), _ROWS_SHOWN)
        self.grid.setFixedHeight(theme.px(_TITLES + shown * _ROW + 16))
        metrics = QFontMetrics(theme.font(weight=600))
        for column in range(self.model.columnCount()):
            title = self.model.headerData(column, Qt.Orientation.Horizontal)
            texts = [*str(title).split("\n")]
            texts += [
                self.model.text_at(row, column)
                for row in range(min(self.model.rowCount(), _ROWS_MEASURED))
                if len(self.model.rows[row].cells) > 1
            ]
            widest = max(map(metrics.horizontalAdvance, texts)) + theme.px(24)
            self.grid.setColumnWidth(
                column, min(max(widest, theme.px(_NARROWEST)), theme.px(_WIDEST))
            )

    def _span_titles(self) -> None:
        """Where a row has one cell, its words go on over the empty ones, as in a spreadsheet."""
        self.grid.clearSpans()
        last = self.model.columnCount()
        for at, row in enumerate(self.model.rows[:_ROWS_MEASURED]):
            column = self.model.columns.index(row.cells[0].column) if len(row.cells) == 1 else last
            if last - column > 1:
                self.grid.setSpan(at, column, 1, last - column)

    def _offer_heading(self, _current: QModelIndex | None = None) -> None:
        current = self.grid.currentIndex()
        self.here.setEnabled(current.isValid() and not self.model.is_heading(current.row()))

    def _choose_heading(self) -> None:
        current = self.grid.currentIndex()
        if current.isValid():
            self.heading_chosen.emit(self.model.rows[current.row()].number)

    def _choose_column(self, section: int) -> None:
        self.column_chosen.emit(self.model.columns[section])


class _Tinting(QStyledItemDelegate):
    """Lays the tint of a cell under its words; the style sheet alone would leave it out."""

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        super().paint(painter, option, index)


class _Legend(QWidget):
    """The tints of the grid with their words."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        tints = (
            (Mark.HEADING, _("Headings")),
            (Mark.READ, _("Read")),
            (Mark.RESULT, _("Copper results")),
        )
        for mark, words in tints:
            row.addWidget(_Tint(FILLS[mark], words))


class _Tint(QWidget):
    """A swatch of one tint beside its words."""

    def __init__(self, tint: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tint = tint
        self._swatch = QFrame()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self._swatch)
        row.addWidget(Label(words, "small", "secondary"))
        self._fill()
        app_theme().changed.connect(self._fill)

    def _fill(self) -> None:
        theme = app_theme()
        side = theme.px(12)
        self._swatch.setFixedSize(side, side)
        fill, line = theme.color(self._tint).name(), theme.color("control_border").name()
        self._swatch.setStyleSheet(f"background: {fill}; border: 1px solid {line};")
