"""The chosen row beside the table: what is wrong, why, the likeliest fix first."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.rows import PlannedRow
from gui.labimport.draw_chooser import DrawChooser
from gui.labimport.fixes import Fix, fixes_for
from gui.labimport.row_columns import status_icon
from gui.labimport.sheet_check import SheetCheck
from gui.widgets.buttons import Button, LinkButton, PlainButton, PrimaryButton
from gui.widgets.card import Card
from gui.widgets.label import IconLabel, Label
from gui.widgets.message_bar import announce
from gui.words import lab_reasons, lab_rows
from gui.words.language import _


class DecisionPanel(Card):
    """Shows one row; asks for decisions, makes none."""

    decided = Signal(Decision)
    """The user decided about the row, or about several rows at once."""
    take_back_asked = Signal(str)
    """The user wants the last decision about this row undone."""
    next_asked = Signal()
    """The user wants to see the next row to decide."""
    previous_asked = Signal()
    """The user wants to see the row to decide before this one."""
    grown = Signal()
    """What is shown takes another height than before."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "chosen", margin=14, spacing=7, parent=parent)
        self._row: PlannedRow | None = None
        self._check: SheetCheck | None = None
        self._shown: list[Button] = []
        self.best: Button | None = None
        self._icon = IconLabel("circle-question-mark", "overdue")
        self._title = Label("", "group", wraps=True)
        self._why = Label(wraps=True)
        self.tail = QVBoxLayout()
        """What is scrolled after the row where there is no room beside."""
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(8)
        self.chooser = DrawChooser()
        self.chooser.chosen.connect(self._use)
        self.chooser.left.connect(self._leave_chooser)
        self._cells_heading = Label(_("In the file"), "small-strong", "secondary")
        self._cells = Label(role="small", tone="secondary", wraps=True)
        self._cells.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._progress = Label(role="small", tone="secondary", wraps=True)
        self.previous = LinkButton(_("Previous"), icon_name="chevron-left")
        self.previous.setToolTip(_("Previous row to decide (Shift+F8)"))
        self.previous.clicked.connect(self.previous_asked)
        self.next = LinkButton(_("Next"), icon_name="chevron-right")
        self.next.setToolTip(_("Next row to decide (F8)"))
        self.next.clicked.connect(self.next_asked)
        self._lay_out()

    @property
    def title(self) -> str:
        return self._title.text()

    @property
    def why(self) -> str:
        return self._why.text()

    @property
    def buttons(self) -> tuple[Button, ...]:
        """The fixes as shown, top to bottom."""
        return tuple(self._shown)

    def show_row(self, row: PlannedRow, check: SheetCheck) -> None:
        self._row, self._check = row, check
        self._icon.show_icon(*status_icon(row))
        self._title.setText(lab_rows.title(row))
        self._why.setText(lab_reasons.explanation(row))
        self._cells.setText("\n".join(f"{heading}: {text}" for heading, text in row.in_file))
        self._cells_heading.setVisible(bool(row.in_file))
        self.become("chosen" if row.needs_decision else "plain")
        self._offer_fixes()
        self._say_progress()
        self._show_chooser(shown=False)
        self._scroll.verticalScrollBar().setValue(0)
        announce(self, f"{self.title}. {self.why}")

    @property
    def is_choosing(self) -> bool:
        """The list of draws is open, and needs the height there is."""
        return not self.chooser.isHidden()

    @property
    def needed_width(self) -> int:
        """So that no button's words are cut."""
        margins = self.body.contentsMargins()
        return self._content.minimumSizeHint().width() + margins.left() + margins.right()

    def whole_height(self, width: int) -> int:
        """The height at which nothing has to be scrolled."""
        margins = self.body.contentsMargins()
        room = width - margins.left() - margins.right()
        layout, foot = self._content.layout(), self._foot.layout()
        assert layout is not None
        assert foot is not None
        inside = max(layout.totalHeightForWidth(room), layout.totalSizeHint().height())
        around = margins.top() + margins.bottom() + self.body.spacing() + 4
        return inside + around + foot.totalSizeHint().height()

    def press_best(self) -> None:
        """Enter on the row: the solid button."""
        if self.best is not None and self.best.isEnabled():
            self.best.click()

    def choose_draw(self) -> None:
        if self._row is not None and self._check is not None:
            self._show_chooser(shown=True)
            self.chooser.offer(self._check.known, self._row)

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setSpacing(8)
        heading.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        heading.addWidget(self._title, 1)
        self._below = QWidget()
        below = QVBoxLayout(self._below)
        below.setContentsMargins(0, 4, 0, 0)
        below.setSpacing(6)
        for widget in (self._cells_heading, self._cells):
            below.addWidget(widget)
        self._content = QWidget()
        self._content.setProperty("scrolled", True)
        content = QVBoxLayout(self._content)
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(7)
        content.addLayout(heading)
        content.addWidget(self._why)
        content.addLayout(self._buttons)
        content.addWidget(self.chooser, 100)
        content.addWidget(self._below)
        content.addLayout(self.tail)
        content.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(self._content)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(2)
        foot.addWidget(self._progress, 1)
        foot.addWidget(self.previous)
        foot.addWidget(self.next)
        self.body.addWidget(self._scroll, 1)
        self.body.addWidget(self._foot)
        self.chooser.hide()

    def _offer_fixes(self) -> None:
        assert self._row is not None
        assert self._check is not None
        row = self._row
        self._remove_buttons()
        self.best = None
        if row.decisions:
            self._add(PlainButton(_("Undo decision"), icon_name="undo-2"), self._ask_take_back)
        if not row.needs_decision:
            return
        fixes = fixes_for(row, self._check.plan)
        if fixes.best is not None:
            self.best = self._add_fix(PrimaryButton(fixes.best.words), fixes.best)
        for fix in fixes.others:
            self._add_fix(PlainButton(fix.words), fix)
        if fixes.units:
            self._add_menu(_("Say the unit…"), fixes.units)
        if fixes.can_choose_draw:
            another = _("Choose another patient…") if fixes.best else _("Choose patient and draw…")
            self._add(PlainButton(another), self.choose_draw)
        if fixes.conditions:
            self._add_menu(_("Mark unusable…"), fixes.conditions)
        for fix in (fixes.skip, fixes.skip_strangers):
            if fix is not None:
                self._add_fix(PlainButton(fix.words), fix)

    def _add(self, button: Button, do: Callable[[], object]) -> Button:
        assert self._row is not None
        button.setAccessibleName(f"{button.text()}, {lab_rows.place(self._row)}")
        button.clicked.connect(do)
        self._buttons.addWidget(button)
        self._shown.append(button)
        return button

    def _add_fix(self, button: Button, fix: Fix) -> Button:
        return self._add(button, lambda: self.decided.emit(fix.decision))

    def _add_menu(self, words: str, fixes: Sequence[Fix]) -> None:
        button = PlainButton(words, icon_name="chevron-down")
        menu = QMenu(button)
        for fix in fixes:
            menu.addAction(fix.words, lambda fix=fix: self.decided.emit(fix.decision))
        self._add(button, lambda: menu.popup(button.mapToGlobal(QPoint(0, button.height()))))

    def _say_progress(self) -> None:
        assert self._row is not None
        assert self._check is not None
        blocking = self._check.plan.blocking
        places = [number for number, row in enumerate(blocking, 1) if row.cell == self._row.cell]
        if places:
            words = _("{number} of {total} to decide").format(number=places[0], total=len(blocking))
        elif blocking:
            words = _("{total} to decide").format(total=len(blocking))
        else:
            words = _("Nothing left to decide")
        self._progress.setText(words)
        leads_on = bool(blocking) and not (places and len(blocking) == 1)
        self.previous.setVisible(leads_on)
        self.next.setVisible(leads_on)

    def _use(self, patient: str, draw: str) -> None:
        assert self._row is not None
        self.decided.emit(Decision(DecisionKind.USE, (self._row.cell,), patient=patient, draw=draw))

    def _ask_take_back(self) -> None:
        assert self._row is not None
        self.take_back_asked.emit(self._row.cell)

    def _leave_chooser(self) -> None:
        self._show_chooser(shown=False)
        if self.buttons:
            self.buttons[0].setFocus()

    def _show_chooser(self, *, shown: bool) -> None:
        self.chooser.setVisible(shown)
        for button in self.buttons:
            button.setVisible(not shown)
        self._below.setVisible(not shown)
        self.grown.emit()

    def _remove_buttons(self) -> None:
        for button in self._shown:
            self._buttons.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._shown = []
