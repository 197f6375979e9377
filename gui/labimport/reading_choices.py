"""How a sheet is read apart from its columns: sheet, heading row, layout, dates, decimals, unit."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget

from domain.labsheet.guesses import Field as Part
from domain.labsheet.mapping import DateOrder, DecimalMark, Layout, Mapping, UnitSource
from domain.units import Unit
from gui.labimport.flow import FlowLayout
from gui.labimport.guessed_field import GuessedField
from gui.labimport.sheet_check import SheetCheck
from gui.theme import app_theme
from gui.widgets.card import Card
from gui.widgets.field import Field
from gui.widgets.inputs import Choice, WholeNumber
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
        self.sheet = Choice[str](())
        self.heading = WholeNumber(1, _LAST_ROW)
        self.heading.setKeyboardTracking(False)
        self.layout_choice = Choice([(one, lab_columns.layout(one)) for one in Layout])
        orders = (DateOrder.NOT_NEEDED, DateOrder.DAY_FIRST, DateOrder.MONTH_FIRST)
        self.dates = Choice([(one, lab_columns.date_order(one)) for one in orders])
        self.decimals = Choice([(one, lab_columns.decimal_mark(one)) for one in DecimalMark])
        units = [(unit.value, labsheet.unit(unit)) for unit in Unit]
        self.unit = Choice([("", _("As the sheet says")), *units])
        for combo in (self.sheet, self.layout_choice, self.dates, self.decimals, self.unit):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lab = QLineEdit()
        self.lab.setPlaceholderText(_("Name of the laboratory"))
        self.lab.setMinimumWidth(app_theme().px(200))
        holder = QWidget()
        flow = FlowLayout(holder, spacing=16)
        self.fields = {
            Part.SHEET: GuessedField(_("Sheet"), self.sheet),
            Part.HEADING: GuessedField(_("Row of the headings"), self.heading),
            Part.LAYOUT: GuessedField(_("Layout"), self.layout_choice),
            Part.DATES: GuessedField(_("Dates"), self.dates),
            Part.DECIMAL: GuessedField(_("Decimals"), self.decimals),
            Part.UNIT: GuessedField(_("Unit"), self.unit),
        }
        for field in (*self.fields.values(), Field(_("Remember these columns for"), self.lab)):
            flow.addWidget(field)
        self.body.addWidget(holder)
        self._connect()

    def show_check(self, check: SheetCheck) -> None:
        self._mapping = mapping = check.mapping
        sheets = [sheet.name for sheet in check.workbook.sheets]
        self.fields[Part.SHEET].setVisible(len(sheets) > 1)
        blockers = [QSignalBlocker(control) for control in self._controls()]
        if [self.sheet.itemText(n) for n in range(self.sheet.count())] != sheets:
            self.sheet.replace_options([(name, name) for name in sheets])
        self.sheet.choose(check.sheet.name)
        self.heading.setValue(mapping.header_rows[-1] if mapping.header_rows else 1)
        self.layout_choice.choose(mapping.layout)
        if mapping.date_order is DateOrder.UNSETTLED:
            self.dates.setCurrentIndex(-1)
        else:
            self.dates.choose(mapping.date_order)
        self.decimals.choose(mapping.decimal)
        self._show_unit(mapping)
        self.lab.setText(mapping.lab)
        del blockers
        for part, field in self.fields.items():
            field.show_guess(check.guess_of(part))

    def _controls(self) -> Sequence[QWidget]:
        return (
            self.sheet, self.heading, self.layout_choice, self.dates, self.decimals, self.unit,
            self.lab,
        )  # fmt: skip

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
        self.unit.choose(chosen if chosen in set(Unit) else "")

    def _choose_layout(self) -> None:
        self._emit(layout=self.layout_choice.choice)

    def _choose_dates(self) -> None:
        self._emit(date_order=self.dates.choice)

    def _choose_decimals(self) -> None:
        self._emit(decimal=self.decimals.choice)

    def _choose_unit(self) -> None:
        if self.unit.choice and self._mapping is not None:
            self.mapping_chosen.emit(self._mapping.with_unit(self.unit.choice))

    def _choose_lab(self) -> None:
        name = self.lab.text().strip()
        if self._mapping is not None and name != self._mapping.lab:
            self._emit(lab=name)

    def _emit(self, **corrected: object) -> None:
        if self._mapping is not None:
            self.mapping_chosen.emit(replace(self._mapping, **corrected))
