"""Exporting the calendar from the window: everybody's visits, or those of the chosen patient."""

from pathlib import Path

from icalendar import Calendar
from pytestqt.qtbot import QtBot

from domain.study import Study
from gui.calendar.screen import CalendarScreen
from gui.navigation import Place, ScreenName
from gui.session import Session
from tests.builders import draw
from tests.gui.conftest import ScriptedPrompter

EXPORT = Place(ScreenName.CALENDAR, detail="export")


def titles(path: Path) -> list[str]:
    return [str(e["summary"]) for e in Calendar.from_ical(path.read_bytes()).walk("VEVENT")]


def test_the_chosen_patient_can_be_exported_alone(
    screen: CalendarScreen,
    session: Session,
    demo: Study,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
    tmp_path: Path,
):
    screen.pane.show_visit(draw("inf5", "KET-026"))
    path = tmp_path / "one.ics"
    prompter.answers = [1, path]

    with qtbot.waitSignal(session.informed) as told:
        screen.show_place(EXPORT)

    count = len(demo.course("KET-026").visits())
    assert told.args == [f"Calendar of {count} visits written to “one.ics”."]
    assert len(titles(path)) == count
    assert all(title.startswith("KET-026: ") for title in titles(path))


def test_everybody_is_exported_first_of_all(
    screen: CalendarScreen,
    session: Session,
    demo: Study,
    prompter: ScriptedPrompter,
    qtbot: QtBot,
    tmp_path: Path,
):
    path = tmp_path / "all.ics"
    prompter.answers = [0, path]

    with qtbot.waitSignal(session.informed):
        screen.show_place(EXPORT)

    visits = {v.key for course in demo.courses().values() for v in course.visits()}
    assert len(titles(path)) >= len(visits)


def test_a_place_that_cannot_be_written_is_told(
    screen: CalendarScreen, prompter: ScriptedPrompter, qtbot: QtBot, tmp_path: Path
):
    prompter.answers = [0, tmp_path / "nowhere" / "all.ics"]

    screen.show_place(EXPORT)

    qtbot.waitUntil(lambda: bool(prompter.told))
    assert prompter.told[0].startswith("The calendar was not written.")


def test_changing_ones_mind_writes_nothing(
    screen: CalendarScreen, prompter: ScriptedPrompter, tmp_path: Path
):
    before = sorted(tmp_path.iterdir())
    prompter.answers = [None]
    screen.show_place(EXPORT)
    prompter.answers = [0, None]
    screen.show_place(EXPORT)

    assert sorted(tmp_path.iterdir()) == before
