"""The calendar on a patient's page, with how an infusion is moved said above it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from domain.visits import Infusion
from gui.calendar.event_actions import can_move
from gui.calendar.weeks_model import WeeksModel
from gui.calendar.weeks_view import WeeksView
from gui.patient.infusion_drag import InfusionDrag
from gui.session import Session
from gui.widgets.buttons import LinkButton
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words.language import _


class CalendarCard(Card):
    """Weeks as rows; a planned infusion is dragged, or chosen and moved by the button."""

    move_asked = Signal(object, object)
    """An `Infusion`, and the day it is to go to, or None where that is still to be chosen."""

    def __init__(self, weeks: WeeksView, model: WeeksModel, session: Session) -> None:
        super().__init__(_("Calendar"))
        self._weeks = weeks
        self._model = model
        self.hint = Label(
            _("Drag an infusion, or select it and press Move"), "small", "secondary", wraps=True
        )
        self.move_button = LinkButton(
            _("Move…"), icon_name="move-horizontal", name=_("Move the selected infusion")
        )
        self.hint.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.drag = InfusionDrag(weeks, model, session)
        self.body.removeWidget(self.heading)
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.heading)
        top.addWidget(self.hint, 1)
        top.addWidget(self.move_button)
        self.body.addLayout(top)
        self.body.addWidget(weeks)
        self.move_button.clicked.connect(self._ask)
        self.drag.chosen.connect(self.move_asked)
        weeks.event_chosen.connect(self.fit_offers)

    def fit_offers(self) -> None:
        """The hint stands while any infusion can be moved; the button works on the chosen one."""
        row = self._model.row
        can_be = row is not None and any(
            can_move(event.visit) for of_day in row.events.values() for event in of_day
        )
        self.hint.setVisible(can_be)
        self.move_button.setVisible(can_be)
        self.move_button.setEnabled(self._chosen() is not None)

    def _chosen(self) -> Infusion | None:
        event = self._weeks.current_event
        visit = event.visit if event is not None else None
        return visit if isinstance(visit, Infusion) and can_move(visit) else None

    def _ask(self) -> None:
        infusion = self._chosen()
        if infusion is not None:
            self.move_asked.emit(infusion, None)
