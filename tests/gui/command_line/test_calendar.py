"""`copperdesk calendar`."""

from pathlib import Path

from icalendar import Calendar

from tests.gui.command_line.conftest import Ask


def test_all_visits_are_written_and_counted(ask: Ask, study: Path, tmp_path: Path):
    answer = ask("calendar", study, tmp_path / "visits.ics")

    read = Calendar.from_ical((tmp_path / "visits.ics").read_bytes())
    count = len(read.walk("VEVENT"))
    assert (answer.code, answer.err) == (0, "")
    assert answer.out == f"Calendar of {count} visits written to “visits.ics”.\n"


def test_one_patient_can_be_asked_for(ask: Ask, study: Path, tmp_path: Path):
    path = tmp_path / "one.ics"
    ask("calendar", study, path)
    codes = {str(e["summary"]).split(":")[0] for e in _events(path)}
    code = min(codes)

    assert ask("calendar", study, path, "--patient", code).code == 0

    assert {str(e["summary"]).split(":")[0] for e in _events(path)} == {code}


def test_a_patient_who_is_not_there_is_named(ask: Ask, study: Path, tmp_path: Path):
    answer = ask("calendar", study, tmp_path / "one.ics", "--patient", "KET-999")

    assert answer.code == 1
    assert "KET-999" in answer.err
    assert not (tmp_path / "one.ics").exists()


def test_a_place_that_cannot_be_written_is_told(ask: Ask, study: Path, tmp_path: Path):
    answer = ask("calendar", study, tmp_path / "nowhere" / "visits.ics")

    assert answer.code == 1
    assert answer.err.strip()


def _events(path: Path):
    return Calendar.from_ical(path.read_bytes()).walk("VEVENT")
