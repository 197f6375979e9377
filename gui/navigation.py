"""Places in the window, and how a screen asks for another one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from datetime import date

    from domain.visits import VisitKey


class ScreenName(StrEnum):
    """The eight screens of the side bar, in its order."""

    TODAY = "today"
    CALENDAR = "calendar"
    PATIENTS = "patients"
    LAB_RESULTS = "lab_results"
    ANALYSIS = "analysis"
    DATA_QUALITY = "data_quality"
    AUDIT = "audit"
    SETTINGS = "settings"


@dataclass(frozen=True, slots=True)
class Place:
    """A screen and, where it matters, what to show on it."""

    screen: ScreenName
    patient: str = ""
    visit: VisitKey | None = None
    day: date | None = None
    detail: str = ""
    """What else a screen understands: a query's number, an import, a settings tab."""

    @property
    def to_return_to(self) -> Place:
        """The same place without what was to be done there: going back does it not again."""
        return replace(self, detail="") if self.detail in ERRANDS else self


ERRANDS = frozenset(
    {"move", "export", "print", "labels", "find", "enrol", "withdraw", "ask", "verify", "report"}
    | {"unscheduled_draw", "unscheduled_rating", "now"}
)
"""Details that start something on the screen, rather than name a part of it."""
TODAY_ITSELF = Place(ScreenName.TODAY, detail="now")
"""Today with today's visits, whatever day was looked at there; the way back keeps that day."""
ABOUT_A_PATIENT = frozenset({"withdraw", "unscheduled_draw", "unscheduled_rating"})
"""Errands about the patient whose page is shown, where they name no other."""


class Navigator(QObject):
    """Handed to every screen; the window follows what is asked, and remembers the way back."""

    asked = Signal(Place)
    """A screen asked to show this place."""
    command_asked = Signal(str)
    """A screen asked for what a command of the menu bar does; carries its name."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._way: list[Place] = []

    @property
    def current(self) -> Place | None:
        """The place asked for last, with what was to be done there."""
        return self._way[-1] if self._way else None

    def go(self, place: Place) -> None:
        here = self.current
        if place.detail in ABOUT_A_PATIENT and here is not None and here.screen is place.screen:
            place = replace(place, patient=place.patient or here.patient)
        if self.current is None or place.to_return_to != self.current.to_return_to:
            self._way.append(place)
        else:
            self._way[-1] = place
        self.asked.emit(place)

    def back(self) -> None:
        if len(self._way) > 1:
            self._way.pop()
            self._way[-1] = self._way[-1].to_return_to
            self.asked.emit(self._way[-1])

    def forget(self) -> None:
        self._way.clear()
