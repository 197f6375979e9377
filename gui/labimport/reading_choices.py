"""How a sheet is read apart from its columns: sheet, heading row, layout, dates, decimals, unit."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QSpinBox, QWidget

from domain.labsheet.mapping import DateOrder, DecimalMark, Layout, Mapping, UnitSource
from domain.units import Unit
from gui.labimport.flow import FlowLayout
from gui.labimport.sheet_check import SheetCheck
from gui.theme import app_theme
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.words import lab_columns, labsheet
from gui.words.language import _

_LAST_ROW = 1_048_576


class ReadingChoices(Card):
    """One field for each thing that can be read in another way."""

    mapping_chosen = Signal(Mapping)
    """The user wants the sheet read this way."""
    sheet_chosen = Signal(str)
    """The user chose another sheet of the workbook."""
    heading_chosen = Signal(int)
    """The user said which row holds the headings."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", parent=parent)
        self._mapping: Mapping | None = None
        self.sheet = QComboBox()
        self.heading = QSpinBox()
        self.heading.setRange(1, _LAST_ROW)
        self.heading.setKeyboardTracking(False)
        self.layout_choice = QComboBox()
        self.dates = QComboBox()
        self.decimals = QComboBox()
        self.unit = QComboBox()
        self.lab = QLineEdit()
        self.lab.setPlaceholderText(_("Name of the laboratory"))
        self._fill()
        holder = QWidget()
        flow = FlowLayout(holder, spacing=16)
        self._sheet_field = Field(_("Sheet"), self.sheet)
        for field in (
            self._sheet_field,
            Field(_("Row of the headings"), self.heading),
            Field(_("Layout"), self.layout_choice),
            Field(_("Dates"), self.dates),
            Field(_("Decimals"), self.decimals),
            Field(_("Unit"), self.unit),
            Field(_("Remember these columns for"), self.lab),
        ):
            flow.addWidget(field)
        self.body.addWidget(holder)
        self._connect()

    def show_check(self, check: SheetCheck) -> None:
        self._mapping = mapping = check.mapping
        sheets = [sheet.name for sheet in check.workbook.sheets]
        self._sheet_field.setVisible(len(sheets) > 1)
        blockers = [QSignalBlocker(control) for control in self._controls()]
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != sheets:
            self.sheet.clear()
            self.sheet.addItems(sheets)
        self.sheet.setCurrentText(mapping.sheet)
        self.heading.setValue(mapping.header_rows[-1] if mapping.header_rows else 1)
        _choose(self.layout_choice, mapping.layout)
        _choose(self.dates, mapping.date_order)
        _choose(self.decimals, mapping.decimal)
        self._show_unit(mapping)
        self.lab.setText(mapping.lab)
        del blockers

    def _controls(self) -> Sequence[QWidget]:
        return (
            self.sheet, self.heading, self.layout_choice, self.dates, self.decimals, self.unit,
            self.lab,
        )  # fmt: skip

    def _fill(self) -> None:
        for layout in Layout:
            self.layout_choice.addItem(lab_columns.layout(layout), layout)
        for order in (DateOrder.NOT_NEEDED, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST):
            self.dates.addItem(lab_columns.date_order(order), order)
        for mark in DecimalMark:
            self.decimals.addItem(lab_columns.decimal_mark(mark), mark)
        self.unit.addItem(_("As the sheet says"), "")
        for unit in Unit:
            self.unit.addItem(labsheet.unit(unit), unit.value)
        self.lab.setMinimumWidth(app_theme().px(200))

    def _connect(self) -> None:
        self.sheet.textActivated.connect(self.sheet_chosen)
        self.heading.valueChanged.connect(self.heading_chosen)
        self.layout_choice.activated.connect(self._choose_layout)
        self.dates.activated.connect(self._choose_dates)
        self.decimals.activated.connect(self._choose_decimals)
        self.unit.activated.connect(self._choose_unit)
        self.lab.editingFinished.connect(self._choose_lab)

    def _show_unit(self, mapping: Mapping) -> None:
        said = _("As the sheet says")
        if mapping.unit and mapping.unit_source is not UnitSource.CHOSEN:
            said = _("As the sheet says ({unit})").format(unit=mapping.unit)
        elif mapping.unit_source is UnitSource.NOWHERE:
            said = _("Not stated on the sheet")
        self.unit.setItemText(0, said)
        chosen = mapping.unit if mapping.unit_source is UnitSource.CHOSEN else ""
        self.unit.setCurrentIndex(max(0, self.unit.findData(chosen)))

    def _choose_layout(self) -> None:
        self._emit(layout=Layout(self.layout_choice.currentData()))

    def _choose_dates(self) -> None:
        self._emit(date_order=DateOrder(self.dates.currentData()))

    def _choose_decimals(self) -> None:
        self._emit(decimal=DecimalMark(self.decimals.currentData()))

    def _choose_unit(self) -> None:
        unit = self.unit.currentData()
        if unit and self._mapping is not None:
            self.mapping_chosen.emit(self._mapping.with_unit(unit))

    def _choose_lab(self) -> None:
        name = self.lab.text().strip()
        if self._mapping is not None and name != self._mapping.lab:
            self._emit(lab=name)

    def _emit(self, **corrected: object) -> None:
        if self._mapping is not None:
            self.mapping_chosen.emit(replace(self._mapping, **corrected))


def _choose(combo: QComboBox, data: object) -> None:
    at = next((n for n in range(combo.count()) if combo.itemData(n) == data), -1)
    combo.setCurrentIndex(at)
