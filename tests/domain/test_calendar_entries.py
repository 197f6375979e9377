"""What other calendars are told of the visits: the same visit by the same name, a change once."""

from datetime import date

import pytest

from domain.calendar_entries import CalendarEntry, calendar_entries
from domain.move_plan import Policy
from domain.study import Study
from domain.study_errors import UnknownVisit
from domain.visits import VisitKey
from tests.builders import NOW, draw, enrolment, infusion, moment, study_with

EIGHT = infusion(8)
FRIDAY = date(2026, 3, 27)


def entries(study: Study, patient: str | None = None) -> dict[VisitKey, CalendarEntry]:
    return {entry.key: entry for entry in calendar_entries(study, patient)}


def test_every_visit_has_a_name_of_its_own_that_names_nobody():
    study = study_with("KET-001", "KET-002")

    told = entries(study)

    assert set(told) == {v.key for course in study.courses().values() for v in course.visits()}
    assert len({entry.uid for entry in told.values()}) == len(told)
    assert not any("KET" in entry.uid or "infusion" in entry.uid for entry in told.values())


def test_a_move_keeps_the_names_and_counts_up_what_moved():
    study = study_with()
    before = entries(study)

    study.move_infusion(EIGHT, to=FRIDAY, policy=Policy.ONLY_THIS, reason="ward_full", now=NOW)

    after = entries(study)
    assert {key: e.uid for key, e in after.items()} == {key: e.uid for key, e in before.items()}
    changed = {key for key in after if after[key].revision != before[key].revision}
    assert EIGHT in changed
    assert changed == {key for key in after if study.visit(key).shown_on != before[key].day}
    assert (after[EIGHT].revision, after[EIGHT].day) == (before[EIGHT].revision + 1, FRIDAY)


def test_taking_back_counts_up_too():
    study = study_with()
    first = entries(study)[EIGHT]
    done = study.move_infusion(
        EIGHT, to=FRIDAY, policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )

    study.take_back(done.action, now=NOW)

    again = entries(study)[EIGHT]
    assert (again.day, again.revision) == (first.day, first.revision + 2)


def test_missed_and_cancelled_visits_and_those_of_an_undone_enrolment_are_cancelled():
    study = study_with()
    study.miss(infusion(1), reason="ward_full", now=NOW)
    enrolled = study.enrol(enrolment("KET-002"), now=NOW)
    known = entries(study, "KET-002")
    study.take_back(enrolled.action, now=NOW)

    assert entries(study)[infusion(1)].is_cancelled
    assert not entries(study)[infusion(1, attempt=2)].is_cancelled
    gone = entries(study, "KET-002")
    assert set(gone) == set(known)
    assert all(entry.is_cancelled for entry in gone.values())
    assert all(gone[key].revision > known[key].revision for key in gone)
    study.withdraw("KET-001", on=NOW.date(), reason="consent", now=NOW)
    assert entries(study)[EIGHT].is_cancelled


def test_a_visit_stands_where_it_took_place():
    study = study_with()
    given_at = moment("2026-03-02 09:05")

    study.give_infusion(infusion(1), on=given_at.date(), at=given_at, now=given_at)

    told = entries(study)[infusion(1)]
    assert (told.day, told.at) == (given_at.date(), given_at)
    assert entries(study)[draw("inf1")].at is None


def test_one_patient_is_told_alone_and_a_stranger_is_refused():
    study = study_with("KET-001", "KET-002")

    assert {key.patient for key in entries(study, "KET-002")} == {"KET-002"}
    with pytest.raises(UnknownVisit):
        calendar_entries(study, "KET-999")
