"""Whose result a row is, and of which draw; two that fit are never decided here."""

import string
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from domain.labsheet.known import KnownDraw, KnownPatient, KnownStudy
from domain.labsheet.moments import Moment
from domain.labsheet.rows import Reason, Why
from domain.labsheet.values import plain_spaces

_ASCII_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
SAME_TIME = timedelta(minutes=60)


@lru_cache(maxsize=8192)
def code_key(code: str) -> str:
    """A code for comparison: outer blanks and the case of ASCII letters do not count."""
    plain = plain_spaces(code)
    return plain.upper() if plain.isascii() else plain.translate(_ASCII_UPPER)


class StudyIndex:
    """The study's patients by code and draws by tube number."""

    def __init__(self, known: KnownStudy) -> None:
        self.today = known.today
        self.patients = {code_key(patient.code): patient for patient in known.patients}
        self._draws: dict[str, list[KnownDraw]] = {}
        self._tubes: dict[str, KnownDraw] = {}
        for draw in known.draws:
            self._draws.setdefault(draw.patient, []).append(draw)
            if draw.specimen_id:
                self._tubes[code_key(draw.specimen_id)] = draw

    def patient(self, code: str) -> KnownPatient | None:
        return self.patients.get(code_key(code))

    def draw_of_tube(self, tube: str) -> KnownDraw | None:
        return self._tubes.get(code_key(tube)) if tube else None

    def draws_of(self, patient: str) -> list[KnownDraw]:
        return self._draws.get(patient, [])

    def draw(self, patient: str, code: str) -> KnownDraw | None:
        return next((draw for draw in self.draws_of(patient) if draw.code == code), None)


@dataclass(frozen=True, slots=True)
class NotFound:
    """Why there is no patient or draw; two or more that fit are named."""

    why: Why
    is_ambiguous: bool = False
    fitting: tuple[KnownDraw, ...] = ()


def find_patient(index: StudyIndex, *, code: str, tab: str, tube: str) -> KnownPatient | NotFound:
    """By the code; without one by the tube number or the name of the tab."""
    of_tube = index.draw_of_tube(tube)
    written = code or (tab if index.patient(tab) is not None else "")
    if not written:
        return _by_tube_alone(index, of_tube, tube, tab)
    patient = index.patient(written)
    if patient is None:
        return NotFound(Why(Reason.PATIENT_UNKNOWN))
    if of_tube is not None and of_tube.patient != patient.code:
        detail = (("tube_patient", of_tube.patient), ("patient", patient.code))
        return NotFound(Why(Reason.TUBE_OF_ANOTHER, detail), is_ambiguous=True)
    of_tab = index.patient(tab)
    if of_tab is not None and of_tab != patient:
        detail = (("tab_patient", of_tab.code), ("patient", patient.code))
        return NotFound(Why(Reason.TAB_OF_ANOTHER, detail), is_ambiguous=True)
    return patient


def _by_tube_alone(
    index: StudyIndex, of_tube: KnownDraw | None, tube: str, tab: str
) -> KnownPatient | NotFound:
    patient = None if of_tube is None else index.patient(of_tube.patient)
    if patient is not None:
        return patient
    if tube:
        return NotFound(Why(Reason.TUBE_UNKNOWN))
    return NotFound(Why(Reason.PATIENT_UNKNOWN if tab else Reason.NO_CODE))


def find_draw(
    index: StudyIndex, patient: str, *, tube: str, draw_name: str, collected: Moment | None
) -> tuple[KnownDraw, Reason] | NotFound:
    """By tube number, else by the name on the sheet, else by the date; in this order."""
    of_tube = index.draw_of_tube(tube)
    if of_tube is not None and of_tube.patient == patient:
        return of_tube, Reason.BY_TUBE
    if draw_name:
        return _by_name(index, patient, draw_name)
    if collected is None:
        return NotFound(Why(Reason.NO_WINDOW))
    return _by_date(index.draws_of(patient), collected)


def _by_date(draws: list[KnownDraw], collected: Moment) -> tuple[KnownDraw, Reason] | NotFound:
    that_day = [draw for draw in draws if draw.collected_on == collected.day]
    if that_day:
        return _collected_then(that_day, collected)
    fitting = [draw for draw in draws if draw.is_open and fits(draw, collected)]
    if len(fitting) == 1:
        return fitting[0], Reason.BY_WINDOW
    if fitting:
        return _several(Reason.TWO_WINDOWS, fitting)
    return NotFound(_why_no_window(draws, collected))


def _by_name(index: StudyIndex, patient: str, name: str) -> tuple[KnownDraw, Reason] | NotFound:
    draw = index.draw(patient, name)
    if draw is None:
        return NotFound(Why(Reason.DRAW_NOT_IN_COURSE, (("draw", name),)))
    if not draw.is_open:
        return NotFound(_not_taken(draw))
    return draw, Reason.BY_DRAW_NAME


def _collected_then(
    draws: list[KnownDraw], collected: Moment
) -> tuple[KnownDraw, Reason] | NotFound:
    if len(draws) > 1 and collected.at is not None:
        draws = [draw for draw in draws if is_same_time(draw.collected_at, collected.at)] or draws
    if len(draws) == 1:
        return draws[0], Reason.BY_COLLECTION_DATE
    return _several(Reason.TWO_DRAWS_THAT_DAY, draws)


def is_same_time(one: datetime | None, other: datetime | None) -> bool:
    """Both known and within 60 minutes."""
    return one is not None and other is not None and abs(one - other) <= SAME_TIME


def fits(draw: KnownDraw, collected: Moment) -> bool:
    """Inside the window, and on the day of the infusion on the right side of its start."""
    if collected.day not in draw.window:
        return False
    started = draw.infusion_started_at
    if collected.at is None or started is None or started.date() != collected.day:
        return True
    return collected.at < started if draw.before_dose else collected.at >= started


def _several(reason: Reason, draws: list[KnownDraw]) -> NotFound:
    named = ", ".join(draw.code for draw in draws)
    return NotFound(Why(reason, (("draws", named),)), is_ambiguous=True, fitting=tuple(draws))


def _why_no_window(draws: list[KnownDraw], collected: Moment) -> Why:
    for draw in draws:
        if not draw.is_open and fits(draw, collected):
            return _not_taken(draw)
    nearest = min(draws, key=lambda draw: days_off(draw, collected.day), default=None)
    if nearest is None:
        return Why(Reason.NO_WINDOW)
    off = str(days_off(nearest, collected.day))
    return Why(Reason.NO_WINDOW, (("nearest", nearest.code), ("days_off", off)))


def days_off(draw: KnownDraw, day: date) -> int:
    """Days between a date and a draw's window; 0 inside."""
    return abs(draw.window.days_outside(day))


def _not_taken(draw: KnownDraw) -> Why:
    return Why(Reason.DRAW_NOT_TAKEN, (("draw", draw.code), ("state", draw.state.value)))
