"""Around every page of the lab results: title and steps, a notice, and the bar at the bottom."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.labimport.commit_bar import CommitBar
from gui.labimport.step_header import Step, StepHeader
from gui.widgets.message_bar import MessageBar
from gui.widgets.page_header import PageHeader, page_margins
from gui.words.language import _


class Frame:
    """Shows one of its pages; those of a sheet have a step, the list of imports has none."""

    def __init__(self, bar: CommitBar, steps: Mapping[QWidget, Step | None]) -> None:
        self._steps_of = dict(steps)
        self._bar = bar
        self.notice = MessageBar()
        self._title = PageHeader(_("Lab results"))
        self._steps = StepHeader()
        self._title.add_action(self._steps)
        self.stack = QStackedWidget()
        for page in self._steps_of:
            self.stack.addWidget(page)
        self._content = QVBoxLayout()
        self._content.setSpacing(10)
        self._content.addWidget(self._title)
        self._content.addWidget(self.notice)
        self._content.addWidget(self.stack, 1)

    def fill(self, page: QVBoxLayout) -> None:
        page.setSpacing(0)
        page.addLayout(self._content, 1)
        page.addWidget(self._bar)

    @property
    def shown(self) -> QWidget:
        shown = self.stack.currentWidget()
        assert shown is not None
        return shown

    def show(self, page: QWidget) -> None:
        step = self._steps_of[page]
        self.stack.setCurrentWidget(page)
        self._title.set_title(_("Lab results") if step is None else _("Import lab results"))
        self._steps.setVisible(step is not None)
        if step is not None:
            self._steps.show_step(step)
        self._bar.setVisible(self.is_checking)

    def hold(self, *, still: bool) -> None:
        """Take no answers while the next plan is made, and stay as painted.

        Painting a long table asks for every cell, and would wait for Python each time.
        """
        self.stack.setEnabled(not still)
        self.stack.setUpdatesEnabled(not still)

    @property
    def is_checking(self) -> bool:
        """Columns or rows of a sheet are shown."""
        return self._steps_of[self.shown] in (Step.COLUMNS, Step.CHECK_ROWS)

    def fit(self, page: QVBoxLayout, width: int) -> None:
        """The commit bar reaches from edge to edge, so the margins are those of the content."""
        left, top, right, _bottom = page_margins(width)
        page.setContentsMargins(0, 0, 0, 0)
        self._content.setContentsMargins(left, top, right, 10)
        self._bar.set_margins(left, right)
