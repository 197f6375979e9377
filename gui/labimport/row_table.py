"""The rows of a lab sheet as a table: icon and word for each status, tinted by what it needs."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from domain.labsheet.rows import Flag, PlannedRow, RowStatus
from gui.labimport.table_look import fit_columns, quiet_table
from gui.table_model import Column, Index, TableModel
from gui.theme import app_theme, restyle
from gui.words import lab_rows, labsheet
from gui.words.language import _

_STATUS_ICONS = {
    RowStatus.NEW: ("circle-plus", "ok"),
    RowStatus.SAME: ("equal", "text_secondary"),
    RowStatus.CHANGED: ("arrow-left-right", "link"),
    RowStatus.REPEAT: ("copy", "link"),
    RowStatus.NO_MATCH: ("circle-question-mark", "overdue"),
    RowStatus.NO_DRAW: ("circle-question-mark", "overdue"),
    RowStatus.AMBIGUOUS: ("circle-question-mark", "overdue"),
    RowStatus.NOT_COPPER: ("minus", "text_secondary"),
    RowStatus.CONTROL: ("flask-conical", "text_secondary"),
    RowStatus.UNUSABLE: ("ban", "warning"),
    RowStatus.ERROR: ("circle-alert", "overdue"),
}
_FLAG_ICONS = {Flag.BELOW_LOQ: "chevron-left", Flag.ABOVE_ULOQ: "chevron-right"}
_IGNORED = frozenset({RowStatus.SAME, RowStatus.NOT_COPPER, RowStatus.CONTROL})
_ASKING = frozenset({RowStatus.CHANGED, RowStatus.REPEAT, RowStatus.NEW})


def status_icon(row: PlannedRow) -> tuple[str, str]:
    """Icon and colour token; of a stored result with a query, those of its flag."""
    if row.skipped:
        return "minus", "text_secondary"
    beside = labsheet.shown_flag(row)
    if beside is not None and row.status is RowStatus.NEW:
        return _FLAG_ICONS.get(beside, "triangle-alert"), "warning"
    return _STATUS_ICONS[row.status]


def fill(row: PlannedRow) -> str | None:
    """The tint of the whole row: to decide, flagged, or none."""
    if row.needs_decision:
        return "info_fill" if row.status in _ASKING else "overdue_fill"
    return "warning_fill" if row.is_flagged else None


def is_quiet(row: PlannedRow) -> bool:
    return row.skipped or row.status in _IGNORED


def _tone(row: PlannedRow) -> str:
    return "text_secondary" if is_quiet(row) else "text"


def _note_icon(row: PlannedRow) -> tuple[str, str] | None:
    stored = row.to_store is not None and not row.needs_decision
    converted = stored and row.main_flag is Flag.UNIT_CONVERTED
    return ("info", "link") if converted else None


def _note_tone(row: PlannedRow) -> str:
    return "text" if row.needs_decision else "text_secondary"


def _in_file_tone(row: PlannedRow) -> str:
    unreadable = row.status in (RowStatus.ERROR, RowStatus.UNUSABLE) and row.value is None
    return "overdue" if unreadable else _tone(row)


def row_columns(
    row_name: Callable[[PlannedRow], str], status: Callable[[PlannedRow], str]
) -> tuple[Column[PlannedRow], ...]:
    return (
        Column(
            _("Row"),
            row_name,
            sort_key=lambda row: (row.sheet, row.row),
            is_number=True,
            tone=lambda _row: "text_secondary",
            fill=fill,
            spoken=spoken_row,
        ),
        Column(
            _("Status"),
            status,
            is_strong=True,
            tone=lambda row: status_icon(row)[1],
            fill=fill,
            icon=status_icon,
        ),
        Column(_("Patient"), lab_rows.patient, is_strong=True, tone=_tone, fill=fill),
        Column(_("Draw"), lab_rows.draw, tone=_tone, fill=fill),
        Column(
            _("Collected"),
            lab_rows.collected,
            sort_key=lambda row: row.collected_on,
            tone=_tone,
            fill=fill,
        ),
        Column(
            _("In file"),
            lab_rows.in_file,
            sort_key=lambda row: row.ug_dl,
            is_number=True,
            tone=_in_file_tone,
            fill=fill,
        ),
        Column(
            _("Stored as µg/dL"),
            lab_rows.in_ug_dl,
            sort_key=lambda row: row.ug_dl,
            is_number=True,
            tone=_tone,
            fill=fill,
        ),
        Column(
            _("Note"),
            lab_rows.note,
            tone=_note_tone,
            fill=fill,
            icon=_note_icon,
            tool_tip=lab_rows.note,
        ),
    )


DRAW, COLLECTED, IN_UG_DL, NOTE = 3, 4, 6, 7
_DISPENSABLE = (COLLECTED, IN_UG_DL)
"""The panel beside says them too; where even so no note can be read, notes go instead."""
_MEASURED_ROWS = 100
_INSET = 8
_TIGHT_INSET = 5


def spoken_row(row: PlannedRow) -> str:
    """The whole row in one breath: a screen reader reads the first cell."""
    return _("{place}: {status}, {patient} {draw}, {value}. {note}").format(
        place=lab_rows.place(row),
        status=labsheet.status_of(row),
        patient=lab_rows.patient(row),
        draw=lab_rows.draw(row),
        value=lab_rows.in_file(row),
        note=lab_rows.note(row),
    )


class RowTable(QTableView):
    """Rows with their tints; the chosen row is ringed as a whole."""

    chosen = Signal(PlannedRow)
    """The user moved to this row."""
    best_fix_asked = Signal()
    """Enter was pressed on a row."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._several_sheets = False
        self._is_brief = False
        self._shown_count = 0
        self._fitted_for: object = None
        self.rows = TableModel(row_columns(self._row_name, self._status))
        quiet_table(self)
        self.setModel(self.rows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setItemDelegate(_RowDelegate(self))
        self.setProperty("ring", "row")
        self.setAccessibleName(_("Rows of the lab sheet"))
        self.rows.modelReset.connect(self._count_shown)
        self.selectionModel().currentRowChanged.connect(self._say_chosen)
        app_theme().changed.connect(self.fit)

    def show_rows(
        self, rows: Sequence[PlannedRow], keeps: Callable[[PlannedRow], bool] | None = None
    ) -> None:
        """All of `rows`, or those that a filter keeps."""
        self._several_sheets = len({row.sheet for row in rows}) > 1
        self.rows.set_rows(rows, keeps)

    def fit(self) -> None:
        """Columns as wide as their words; where notes find no room, other columns make way."""
        fitted_for = self._shown_count, self.width(), app_theme().text_percent
        if fitted_for == self._fitted_for:
            return
        self._fitted_for = fitted_for
        across = self.horizontalHeader()
        across.setSectionResizeMode(DRAW, QHeaderView.ResizeMode.Interactive)
        for column in (*_DISPENSABLE, NOTE):
            self.setColumnHidden(column, False)
        least = self._width_of_notes()
        for self._is_brief in (False, True):
            self._tighten_heading()
            fit_columns(
                self,
                self.rows,
                stretched=NOTE,
                padding=2 * self.inset + 2,
                heading_padding=2 * self.inset + 16,
            )
            if self._room_for_notes() >= least:
                break
        for column in _DISPENSABLE:
            if self._room_for_notes() < least:
                self.setColumnHidden(column, True)
        if self._room_for_notes() < least // 2:  # scraps of notes would say nothing
            self.setColumnHidden(NOTE, True)
            across.setSectionResizeMode(DRAW, QHeaderView.ResizeMode.Stretch)
        rows = self.rows.rowCount() * self.verticalHeader().defaultSectionSize()
        self.setMaximumHeight(self.horizontalHeader().sizeHint().height() + rows + 2)

    def _tighten_heading(self) -> None:
        heading = self.horizontalHeader()
        if bool(heading.property("tight")) is not self._is_brief:
            heading.setProperty("tight", self._is_brief)
            restyle(heading)

    def _count_shown(self) -> None:
        """Other rows than before: the columns have to be fitted again."""
        self._shown_count += 1

    def _room_for_notes(self) -> int:
        others = (n for n in range(self.rows.columnCount()) if n != NOTE)
        bar = self.verticalScrollBar().sizeHint().width()
        return self.width() - bar - sum(self.columnWidth(n) for n in others)

    def _width_of_notes(self) -> int:
        """So that the longest note fits into two lines."""
        metrics = QFontMetrics(app_theme().font(12, 600))
        notes = (lab_rows.note(row) for row in self.rows.rows[:_MEASURED_ROWS])
        longest = max((metrics.horizontalAdvance(note) for note in notes), default=0)
        return min(round(longest * 0.6), app_theme().px(260)) + 2 * self.inset + 2

    @property
    def inset(self) -> int:
        """Room beside the words of a cell."""
        return _TIGHT_INSET if self._is_brief else _INSET

    @property
    def current(self) -> PlannedRow | None:
        return self.rows.row_at(self.currentIndex())

    def choose(self, cell: str) -> bool:
        """Move to the row with this result cell, if it is shown."""
        index = self.rows.index_of(lambda row: row.cell == cell)
        if index.isValid():
            self.setCurrentIndex(index)
            self.scrollTo(index)
        return index.isValid()

    def _row_name(self, row: PlannedRow) -> str:
        if not self._several_sheets:
            return str(row.row)
        return _("{sheet}, {row}").format(sheet=row.sheet, row=row.row)

    def _status(self, row: PlannedRow) -> str:
        return labsheet.brief_status_of(row) if self._is_brief else labsheet.status_of(row)

    def _say_chosen(self, current: QModelIndex) -> None:
        row = self.rows.row_at(current)
        if row is not None:
            self.chosen.emit(row)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        if plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.best_fix_asked.emit()
            return
        super().keyPressEvent(event)


class _RowDelegate(QStyledItemDelegate):
    """Paints a cell from the model's roles; style sheets cannot tint a row or ring it whole."""

    def __init__(self, table: RowTable) -> None:
        super().__init__(table)
        self._table = table

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colors = app_theme().colors
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        ground = index.data(Qt.ItemDataRole.BackgroundRole)
        if selected:
            painter.fillRect(option.rect, colors.selection)
        elif isinstance(ground, QColor):
            painter.fillRect(option.rect, ground)
        if selected and self._table.hasFocus():
            self._paint_ring(painter, option, index)
            return
        painter.setPen(colors.divider)
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _paint_ring(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect = QRectF(option.rect).adjusted(1, 1, -1, -1)
        painter.setPen(QPen(app_theme().colors.focus, 2))
        painter.drawLine(rect.topLeft(), rect.topRight())
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if index.column() == 0:
            painter.drawLine(rect.topLeft(), rect.bottomLeft())
        if index.column() == self._last_shown():
            painter.drawLine(rect.topRight(), rect.bottomRight())

    def _last_shown(self) -> int:
        columns = range(self._table.rows.columnCount())
        return max(column for column in columns if not self._table.isColumnHidden(column))

    def _paint_icon(self, painter: QPainter, where: QRectF, index: Index) -> float:
        picture = index.data(Qt.ItemDataRole.DecorationRole)
        if not isinstance(picture, QIcon):
            return 0
        side = app_theme().px(16)
        top = where.top() + (where.height() - side) / 2
        picture.paint(painter, QRectF(where.left(), top, side, side).toRect())
        return side + 6

    def _paint_words(self, painter: QPainter, where: QRectF, index: Index) -> None:
        words, metrics = str(index.data() or ""), painter.fontMetrics()
        fits = metrics.horizontalAdvance(words) <= where.width()
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        if index.column() == NOTE and not fits and where.height() >= 2 * metrics.height() - 2:
            lines = [_first_line(words, metrics, int(where.width()))]
            lines.append(words[len(lines[0]) :].strip())
            top = where.center().y() - metrics.height() + 1
            for number, line in enumerate(lines):
                place = QRectF(
                    where.left(),
                    top + number * (metrics.height() - 1),
                    where.width(),
                    metrics.height(),
                )
                painter.drawText(place, alignment, _elided(line, metrics, where.width()))
            return
        painter.drawText(where, alignment, _elided(words, metrics, where.width()))

    def _font_weight(self, index: Index) -> int:
        row = self._table.rows.row_at(index)
        if row is None:
            return 400
        if index.column() == NOTE:
            return 600 if row.needs_decision else 400
        column = self._table.rows.columns[index.column()]
        return 600 if column.is_strong else 400

    # Qt overrides

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        theme = app_theme()
        painter.save()
        self._paint_ground(painter, option, index)
        where = QRectF(option.rect).adjusted(self._table.inset, 0, -self._table.inset, 0)
        where.setLeft(where.left() + self._paint_icon(painter, where, index))
        font = theme.font(12 if index.column() == NOTE else 13, self._font_weight(index))
        painter.setFont(font)
        ink = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(ink if isinstance(ink, QColor) else theme.colors.text)
        self._paint_words(painter, where, index)
        painter.restore()


def _elided(words: str, metrics: QFontMetrics, width: float) -> str:
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(width))


def _first_line(words: str, metrics: QFontMetrics, width: int) -> str:
    """As many whole words as fit, and at least one."""
    parts = words.split(" ")
    line = parts[0]
    for part in parts[1:]:
        if metrics.horizontalAdvance(f"{line} {part}") > width:
            break
        line = f"{line} {part}"
    return line
