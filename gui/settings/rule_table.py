"""Draws or ratings with their days: a line a visit, each number beside what it means."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QCheckBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from domain.protocol import DrawRule, RatingRule
from gui.theme import app_theme, restyle
from gui.widgets.buttons import IconButton
from gui.widgets.inputs import WholeNumber
from gui.widgets.label import Label
from gui.words import settings as words
from gui.words.language import _

R = TypeVar("R", DrawRule, RatingRule)
_FURTHEST = 120


class RuleTable(QWidget, Generic[R]):
    """Target and window of each visit, in days from what it is counted from."""

    changed = Signal()
    """A number was changed, or a visit taken away."""

    def __init__(self, place: str) -> None:
        super().__init__()
        self._place = place
        self._lines: list[_Line[R]] = []
        self._holder = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._holder)

    @property
    def rules(self) -> tuple[R, ...]:
        return tuple(line.rule for line in self._lines)

    @property
    def lines(self) -> Mapping[str, "_Line[R]"]:
        """The controls of each visit, by its code."""
        return {line.rule.code: line for line in self._lines}

    def show_rules(self, rules: Sequence[R]) -> None:
        """Show `rules`; the controls stay while the visits are the same ones."""
        if [rule.code for rule in rules] == [line.rule.code for line in self._lines]:
            for line, rule in zip(self._lines, rules, strict=True):
                line.show_rule(rule)
            return
        self._lines = [_Line[R](rule) for rule in rules]
        for line in self._lines:
            line.changed.connect(self.changed)
            line.remove.clicked.connect(partial(self._remove, line.rule.code))
        self._lay_out()

    def show_problems(self, problems: Mapping[str, str]) -> None:
        for line in self._lines:
            line.show_problem(problems.get(f"{self._place}.{line.rule.code}", ""))

    def _remove(self, code: str, _checked: bool = False) -> None:
        self.show_rules([rule for rule in self.rules if rule.code != code])
        self.changed.emit()

    def _lay_out(self) -> None:
        before, self._holder = self._holder, QWidget()
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(6)
        headings = (_("Visit"), _("Counted from"), _("Target, day"), _("Window, day"), _("to day"))
        for place, heading in enumerate(headings):
            grid.addWidget(Label(heading, "small-strong", "secondary"), 0, place)
        row = 1
        for line in self._lines:
            widgets = (line.name, line.origin, line.target, line.first, line.last, line.remove)
            for place, widget in enumerate(widgets):
                grid.addWidget(widget, row, place, Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(line.problem, row, 1, Qt.AlignmentFlag.AlignVCenter)
            two_lines = 2 * QFontMetrics(app_theme().font(12)).lineSpacing()
            grid.setRowMinimumHeight(row, two_lines + 2)
            row += 1
            if line.by_working_day is not None:
                grid.addWidget(line.by_working_day, row, 1, 1, 5)
                row += 1
        grid.setColumnStretch(1, 1)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(before, self._holder)
        before.hide()
        before.deleteLater()
        self._holder.show()
        for line in self._lines:
            line.fit()


class _Line(QWidget, Generic[R]):
    """The controls of one visit; they stand in the grid, the line itself is not shown."""

    changed = Signal()
    """A number was changed."""

    def __init__(self, rule: R) -> None:
        super().__init__()
        self.rule: R = rule
        self._is_reading = True
        named = words.rule_name(rule)
        self.name = Label(named, "strong")
        self.origin = Label(words.counted_from(rule), tone="secondary")
        kept = self.origin.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.origin.setSizePolicy(kept)
        self.target = self._day(_("{visit}: target day").format(visit=named))
        self.first = self._day(_("{visit}: window from day").format(visit=named))
        self.last = self._day(_("{visit}: window to day").format(visit=named))
        self.remove = IconButton("trash-2", _("Remove {visit}").format(visit=named), bare=True)
        self.by_working_day: QCheckBox | None = None
        if isinstance(rule, DrawRule) and rule.code == "baseline":
            self.by_working_day = QCheckBox(_("Target is the last working day before"))
            self.by_working_day.toggled.connect(self._take)
        self.problem = Label("", "small", "overdue", wraps=True)
        self.problem.hide()
        self.problem.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.show_rule(rule)

    def show_rule(self, rule: R) -> None:
        self._is_reading = True
        self.rule = rule
        self.target.setValue(rule.target)
        self.first.setValue(rule.first)
        self.last.setValue(rule.last)
        if self.by_working_day is not None and isinstance(rule, DrawRule):
            self.by_working_day.setChecked(rule.last_working_day_before)
        self._is_reading = False
        self.fit()

    def fit(self) -> None:
        by_working_day = self.by_working_day
        self.target.setEnabled(by_working_day is None or not by_working_day.isChecked())

    def show_problem(self, problem: str) -> None:
        # In the place of the origin, and as wide: neither lines nor columns move.
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.origin.setVisible(not problem)
        for spin in (self.target, self.first, self.last):
            spin.setAccessibleDescription(problem)
            if bool(spin.property("wrong")) is not bool(problem):
                spin.setProperty("wrong", bool(problem))
                restyle(spin)

    def _day(self, name: str) -> WholeNumber:
        spin = WholeNumber(-_FURTHEST, _FURTHEST, name)
        spin.setFixedWidth(app_theme().px(70))
        spin.valueChanged.connect(self._take)
        return spin

    def _take(self) -> None:
        if self._is_reading:
            return
        days = (self.target.value(), self.first.value(), self.last.value())
        rule = replace(self.rule, target=days[0], first=days[1], last=days[2])
        if self.by_working_day is not None and isinstance(rule, DrawRule):
            rule = replace(rule, last_working_day_before=self.by_working_day.isChecked())
        self.rule = rule
        self.fit()
        self.changed.emit()
