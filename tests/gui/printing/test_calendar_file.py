"""The calendar file read back by an independent reader of RFC 5545: dates, moments, titles."""

import re
import time as clock
from collections.abc import Generator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from domain.move_plan import Policy
from domain.study import Study
from gui.printing.calendar_file import calendar_text, told_of, write_calendar
from gui.words import language
from tests.builders import NOW, draw, infusion, moment, rating, study_with

CLINICAL = re.compile(
    r"infusion|ketamin|copper|\bCu|draw|blood|MADRS|YMRS|rating|depress|bipolar|mania|dose|lab|"
    r"wlew|miedź|pobrani|krew|ocen|depres|dawk",
    re.IGNORECASE,
)


@pytest.fixture
def in_poland(monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    monkeypatch.setenv("TZ", "Europe/Warsaw")
    clock.tzset()
    yield
    monkeypatch.undo()
    clock.tzset()


def events(study: Study, patient: str | None = None) -> dict[str, Event]:
    """Title → event, read back."""
    read = Calendar.from_ical(calendar_text(told_of(study, patient, NOW)))
    found = list(read.walk("VEVENT"))
    told = {str(event["summary"]): event for event in found}
    assert len(told) == len(found), "titles tell visits of one patient apart"
    return told


def test_a_visit_without_a_time_is_all_of_its_local_day():
    event = events(study_with())["KET-001: check 1"]

    assert event.decoded("dtstart") == date(2026, 3, 3)
    assert event.decoded("dtend") == date(2026, 3, 4)
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert str(event["description"]) == "Possible 2–4 Mar."


def test_a_planned_time_follows_the_change_of_clocks(in_poland: None):
    study = study_with(infusion_time=time(10, 30))
    study.move_infusion(
        infusion(8), to=date(2026, 3, 30), policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )

    told = events(study)
    assert told["KET-001: visit 7"].decoded("dtstart") == datetime(2026, 3, 23, 9, 30, tzinfo=UTC)
    summer = told["KET-001: visit 8"]
    assert summer.decoded("dtstart") == datetime(2026, 3, 30, 8, 30, tzinfo=UTC)
    assert summer.decoded("dtend") - summer.decoded("dtstart") == timedelta(minutes=40)


def test_what_was_done_late_at_night_stays_at_its_moment():
    study = study_with()
    at = moment("2026-03-03 00:20")
    study.give_infusion(infusion(1), on=at.date(), at=at, now=at)

    start = events(study)["KET-001: visit 1"].decoded("dtstart")

    assert start == datetime(2026, 3, 2, 23, 20, tzinfo=UTC)


def test_importing_a_second_export_updates_instead_of_doubling():
    study = study_with()
    first = events(study)
    study.move_infusion(
        infusion(8), to=date(2026, 3, 27), policy=Policy.ONLY_THIS, reason="ward_full", now=NOW
    )
    study.miss(draw("inf7"), reason="other", note="no vein", now=NOW)

    second = events(study)

    assert {t: str(e["uid"]) for t, e in first.items()} == {
        t: str(e["uid"]) for t, e in second.items()
    }
    grown = {t for t, e in second.items() if int(e["sequence"]) > int(first[t]["sequence"])}
    assert grown == {
        *("KET-001: visit 8", "KET-001: check 7", "KET-001: last check", "KET-001: last talk"),
    }
    assert not any(int(e["sequence"]) < int(first[t]["sequence"]) for t, e in second.items())
    assert str(second["KET-001: check 7"]["status"]) == "CANCELLED"
    assert str(second["KET-001: visit 8"]["status"]) == "CONFIRMED"


@pytest.mark.parametrize("code", language.LANGUAGES)
def test_nothing_in_the_file_says_what_it_is_about(code: str):
    study = study_with()
    for kind in (draw("").kind, rating("").kind):
        study.add_unscheduled("KET-001", kind, on=date(2026, 3, 20), reason="other", now=NOW)
    with language.speaking(code):
        text = calendar_text(told_of(study, None, NOW)).decode()

    said = [line for line in text.splitlines() if not line.startswith(("PRODID", "UID"))]
    assert not [line for line in said if CLINICAL.search(line)]


def test_one_patient_alone_names_the_calendar(tmp_path: Path):
    study = study_with("KET-001", "KET-002")
    path = tmp_path / "KET-002.ics"

    count = write_calendar(told_of(study, "KET-002", NOW), path)
    write_calendar(told_of(study, "KET-002", NOW), path)

    read = Calendar.from_ical(path.read_bytes())
    titles = [str(event["summary"]) for event in read.walk("VEVENT")]
    assert count == len(titles) == len(study.course("KET-002").visits())
    assert all(title.startswith("KET-002: ") for title in titles)
    assert str(read["x-wr-calname"]).endswith("KET-002")
    assert [file.name for file in tmp_path.iterdir()] == ["KET-002.ics"]


def test_made_up_visits_say_so(monkeypatch: pytest.MonkeyPatch):
    study = study_with()
    monkeypatch.setattr(Study, "is_demo", property(lambda _study: True))

    text = calendar_text(told_of(study, None, NOW)).decode()

    assert "(made-up data)" in text
    read = Calendar.from_ical(text)
    assert all("Made-up data." in str(e["description"]) for e in read.walk("VEVENT"))
