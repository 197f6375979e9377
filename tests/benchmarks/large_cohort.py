"""Ten thousand made-up patients on standard courses, and the same dates by numpy alone."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import numpy.typing as npt

from domain.calendar_days import CalendarDays, public_holidays
from domain.enrolling import patient_of
from domain.patient import Enrolment
from domain.placement import plan_course
from domain.protocol import Protocol
from domain.storage.audit import What
from domain.study import Study
from domain.study_actions import put_patient, put_visits
from tests.builders import NOW, enrolment, protocol

PATIENTS = 10_000
VISITS = 19
PATTERNS = ((0, 3), (1, 4), (0, 2), (2, 4))
HOLIDAYS = public_holidays("PL", range(2025, 2028))
PROTOCOL: Protocol = replace(protocol(), code_pattern="KET-#####")
DAYS = CalendarDays(PROTOCOL.calendar, HOLIDAYS)
_CALENDAR = np.busdaycalendar(holidays=np.array(sorted(HOLIDAYS), dtype="datetime64[D]"))
_Days = npt.NDArray[np.datetime64]
_Window = tuple[_Days, _Days, _Days]
_FIRST_WEEK = date(2025, 9, 29)


def cohort(patients: int) -> list[Enrolment]:
    """Enrolments over half a year, on four patterns of weekdays."""
    return [_enrolment(number) for number in range(1, patients + 1)]


def _enrolment(number: int) -> Enrolment:
    weekdays = PATTERNS[number % len(PATTERNS)]
    first = _FIRST_WEEK + timedelta(days=7 * (number % 26) + weekdays[0])
    while not DAYS.is_working(first):
        first += timedelta(days=7)
    return enrolment(
        f"KET-{number:05}",
        weekdays=weekdays,
        first_infusion_on=first,
        enrolled_on=first - timedelta(days=3),
    )


def large_study(path: Path, patients: int) -> Study:
    """A study file with `patients` planned courses, written as one action."""
    study = Study.create(path, PROTOCOL, name="Large", by="A. Nowak", now=NOW)
    study.keep_holidays(HOLIDAYS)
    # One by one, 10 000 enrolments take minutes.
    with study._action(What.FROM_TABLES, NOW) as action:
        for one in cohort(patients):
            put_patient(action, patient_of(one))
            put_visits(action, plan_course(PROTOCOL, one, DAYS).visits())
    return study


def dates_by_numpy(enrolments: list[Enrolment], today: date) -> tuple[list[list[date]], int]:
    """Target, first and last day of every visit as dates, and how many are due on `today`.

    All patients at once, in whole arrays: slots of the pattern, days off moved by
    `busday_offset`, windows cut at the next infusion. It keeps no rule that an array
    cannot say (gaps to both sides, skipped slots), so it is a lower bound of the work.
    """
    first = np.array([e.first_infusion_on for e in enrolments], dtype="datetime64[D]")
    gap = np.array([e.weekdays[1] - e.weekdays[0] for e in enrolments])
    slot = np.arange(PROTOCOL.infusions.count)
    raw = first[:, None] + 7 * (slot // 2)[None, :] + (slot % 2)[None, :] * gap[:, None]
    infusions = np.busday_offset(raw, 0, roll="forward", busdaycal=_CALENDAR)
    columns: list[_Window] = [(infusions, infusions, infusions)]
    before = np.busday_offset(first - 1, 0, roll="backward", busdaycal=_CALENDAR)
    columns.append((before, first - 7, first))
    for number in (1, 3, 5, 7):
        anchor, following = infusions[:, number - 1], infusions[:, number]
        columns.append(_nearest(anchor + 1, anchor, np.minimum(anchor + 2, following)))
    last = infusions[:, -1]
    columns += [_nearest(last + 7, last + 5, last + 9)] * 2  # the draw and the rating
    columns.append((first, first - 3, first))
    columns += [_nearest(first + w, first + w - 1, first + w + 1) for w in (7, 14, 21)]
    target, opens, closes = (np.column_stack(part) for part in zip(*columns, strict=True))
    due = int((target == np.datetime64(today)).sum())
    return [target.tolist(), opens.tolist(), closes.tolist()], due


def _nearest(target: _Days, opens: _Days, closes: _Days) -> _Window:
    """The working day nearest to each target inside its window, the earlier on a tie."""
    back = np.busday_offset(target, 0, roll="backward", busdaycal=_CALENDAR)
    on = np.busday_offset(target, 0, roll="forward", busdaycal=_CALENDAR)
    back_counts, on_counts = back >= opens, on <= closes
    nearer = np.where((target - back <= on - target) & back_counts, back, on)
    nearer = np.where(~on_counts & back_counts, back, nearer)
    return np.where(back_counts | on_counts, nearer, target), opens, closes
