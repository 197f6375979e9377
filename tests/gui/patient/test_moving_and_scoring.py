"""From a patient's page: an infusion is dragged or moved by its button, scores are entered."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from domain.edits import Withdraw
from domain.visits import VisitKey, VisitKind
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.patient.page import PatientPage
from gui.session import Session
from gui.today.scores import ScoreEditor

PageOf = Callable[[str], PatientPage]
LEFT = Qt.MouseButton.LeftButton
NONE = Qt.KeyboardModifier.NoModifier
INF8 = VisitKey("KET-024", VisitKind.INFUSION, "8")


@pytest.fixture
def asked(navigator: Navigator) -> list[Place]:
    places: list[Place] = []
    navigator.asked.connect(places.append)
    return places


def middle_of(page: PatientPage, session: Session, days_later: int = 0) -> QPoint:
    """The cell that holds infusion 8, or one `days_later`."""
    index = page.model.place(session.study.visit(INF8).shown_on)
    index = index.siblingAtColumn(index.column() + days_later)
    return page.weeks.visualRect(index).center()


def drag(page: PatientPage, start: QPoint, end: QPoint, qtbot: QtBot) -> None:
    ground = page.weeks.viewport()
    qtbot.mousePress(ground, LEFT, NONE, start)
    qtbot.mouseMove(ground, start + QPoint(12, 0))
    qtbot.mouseMove(ground, end)
    qtbot.mouseRelease(ground, LEFT, NONE, end)


def test_a_dragged_infusion_goes_to_the_preview_of_its_move(
    page_of: PageOf, session: Session, asked: list[Place], qtbot: QtBot
):
    page = page_of("KET-024")
    before = session.study.head()
    drag(page, middle_of(page, session), middle_of(page, session, 1), qtbot)

    day = session.study.visit(INF8).shown_on
    wanted = day.replace(day=day.day + 1)
    assert asked[-1] == Place(ScreenName.CALENDAR, visit=INF8, day=wanted, detail="move")
    assert session.study.head() == before


def test_the_days_stand_still_under_the_mouse_that_drags(
    page_of: PageOf, session: Session, qtbot: QtBot
):
    page = page_of("KET-024")
    before, card = page.weeks.current_event, page.next.text
    qtbot.mousePress(page.weeks.viewport(), LEFT, NONE, middle_of(page, session))

    assert page.weeks.current_event == before
    assert page.next.text == card, "another visit's words may need another height"

    qtbot.mouseRelease(page.weeks.viewport(), LEFT, NONE, middle_of(page, session))
    chosen = page.weeks.current_event
    assert chosen is not None
    assert chosen.key == INF8


def test_an_infusion_let_go_where_it_stood_stays(
    page_of: PageOf, session: Session, asked: list[Place], qtbot: QtBot
):
    page = page_of("KET-024")
    asked.clear()
    place = middle_of(page, session)
    drag(page, place, place, qtbot)

    assert asked == []
    assert page.calendar.drag.carried is None


def test_a_day_that_refuses_an_infusion_says_why_and_takes_no_drop(
    page_of: PageOf, session: Session, asked: list[Place], qtbot: QtBot
):
    page = page_of("KET-024")
    asked.clear()
    ground, saturday = page.weeks.viewport(), middle_of(page, session, 2)
    qtbot.mousePress(ground, LEFT, NONE, middle_of(page, session))
    qtbot.mouseMove(ground, saturday - QPoint(12, 0))
    qtbot.mouseMove(ground, saturday)

    assert page.calendar.drag.days.told == "Not possible: Sat 28 Mar is not a working day."
    qtbot.mouseRelease(ground, LEFT, NONE, saturday)
    assert asked == []


def test_escape_lets_a_dragged_infusion_go(
    page_of: PageOf, session: Session, asked: list[Place], qtbot: QtBot
):
    page = page_of("KET-024")
    asked.clear()
    ground, start = page.weeks.viewport(), middle_of(page, session)
    qtbot.mousePress(ground, LEFT, NONE, start)
    qtbot.mouseMove(ground, start + QPoint(40, 0))
    assert page.calendar.drag.carried is not None
    qtbot.keyClick(page.weeks, Qt.Key.Key_Escape)
    qtbot.mouseRelease(ground, LEFT, NONE, middle_of(page, session, 1))

    assert asked == []


def test_the_button_moves_the_selected_infusion_and_no_other_visit(
    page_of: PageOf, asked: list[Place], qtbot: QtBot
):
    page = page_of("KET-024")
    assert not page.calendar.move_button.isEnabled()  # a draw is selected

    page.weeks.choose(INF8)
    qtbot.mouseClick(page.calendar.move_button, LEFT)

    assert asked[-1] == Place(ScreenName.CALENDAR, visit=INF8, detail="move")


def test_the_open_ratings_scores_are_entered_from_the_plot(
    page_of: PageOf, session: Session, qtbot: QtBot
):
    code = next(
        item.visit.patient
        for item in session.study.agenda(now=DEMO_NOW).due_today
        if item.visit.key.kind is VisitKind.RATING
    )
    page = page_of(code)
    qtbot.mouseClick(page.enter_scores, LEFT)

    assert isinstance(page.next.form, ScoreEditor)
    assert page.weeks.current_event is not None
    assert page.weeks.current_event.key.kind is VisitKind.RATING


def test_without_an_open_rating_one_beyond_the_protocol_is_offered(page_of: PageOf, qtbot: QtBot):
    page = page_of("KET-024")
    page.unscheduled_asked.disconnect()
    with qtbot.waitSignal(page.unscheduled_asked) as offered:
        qtbot.mouseClick(page.enter_scores, LEFT)

    assert offered.args == ["KET-024", VisitKind.RATING]


def test_who_left_has_nothing_to_move_or_score(page_of: PageOf, session: Session):
    page = page_of("KET-024")
    assert page.calendar.hint.isVisible()
    session.perform(Withdraw("KET-024", on=DEMO_NOW.date(), reason="consent_withdrawn"))

    assert not page.calendar.hint.isVisible()
    assert not page.calendar.move_button.isVisible()
    assert not page.enter_scores.isVisible()
