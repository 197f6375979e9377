"""The page of one patient: its dates, numbers and actions are those of the study."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.edits import Withdraw
from domain.move_edits import MoveInfusion
from domain.move_plan import Policy
from domain.visits import Status, VisitKey, VisitKind, VisitState
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.patient.copper_plot import beside, copper_points
from gui.patient.page import PatientPage
from gui.patient.results_card import copper_rows
from gui.patients.screen import PatientsScreen
from gui.session import Session
from gui.words.history import happenings
from tests.gui.conftest import ScriptedPrompter
from tests.gui.demo_import import accept, morning_sheet, planned

PageOf = Callable[[str], PatientPage]
CU7 = VisitKey("KET-024", VisitKind.DRAW, "inf7")


def do_morning_import(session: Session) -> None:
    plan = planned(session.study, morning_sheet(session.study))
    session.run(lambda study, now: accept(study, plan))


def texts(page: PatientPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def cells(page: PatientPage, row: int) -> list[str]:
    model = page.results.model
    return [column.text(model.rows[row]) for column in model.columns]


def test_every_visit_stands_on_the_day_of_the_timeline(page_of: PageOf, session: Session):
    page = page_of("KET-024")

    shown = {
        event.key: page.model.day_at(page.model.place(event.day))
        for of_day in page.model.row.events.values()
        for event in of_day
    }

    assert shown == {v.key: v.shown_on for v in session.study.course("KET-024").visits()}


def test_words_stand_behind_a_mark_that_has_no_room_before_it():
    assert beside(200, 80, gap=16, edge=40) == 104
    assert beside(80, 80, gap=16, edge=40) == 96


def test_the_weeks_are_named_from_the_first_infusion(page_of: PageOf):
    model = page_of("KET-024").model

    names = [model.headerData(row, Qt.Orientation.Vertical) for row in range(model.rowCount())]

    assert names == ["Baseline", "Week 1", "Week 2", "Week 3", "Week 4", "Follow-up"]


def test_after_the_mornings_import_cu5_has_changed_by_20_8(page_of: PageOf, session: Session):
    page = page_of("KET-024")

    do_morning_import(session)

    # Mock-up 03.
    assert cells(page, 3) == [
        "Cu5",
        "Tue 17 Mar, 07:45",
        "97.4",
        "−20.8",
        "Cu_2026-03-23.xlsx, row 16",
    ]
    assert "−20.8 since baseline" in texts(page)
    assert cells(page, 2)[4] == "Corrected by lab (was 109.4)"


def test_a_draw_that_is_due_has_no_place_among_the_values(page_of: PageOf):
    page = page_of("KET-024")

    assert [point.draw.key.code for point in page.copper.points] == ["baseline", "inf1", "inf3"]


def test_no_line_crosses_a_draw_without_a_value(session: Session):
    do_morning_import(session)
    course = session.study.course("KET-009")
    assert next(d for d in course.draws if d.key.code == "inf5").state is VisitState.MISSED

    points = {p.draw.key.code: p for p in copper_points(course.draws, session.study.protocol)}

    assert points["inf3"].follows_on
    assert not points["inf7"].follows_on


def test_the_next_step_is_recorded_with_one_click(page_of: PageOf, session: Session, qtbot: QtBot):
    page = page_of("KET-024")
    assert page.next.text.startswith("Next: copper draw Cu7, due today")
    button = page.next.buttons[0]
    assert button.text() == "Collected now"

    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)

    drawn = session.study.visit(CU7)
    assert drawn.done_at == DEMO_NOW
    assert drawn.status(DEMO_NOW.date()) is Status.WAITING_FOR_LAB
    assert page.next.text.startswith("Next: infusion 8, planned")
    session.undo_stack.undo()
    assert page.next.text.startswith("Next: copper draw Cu7, due today")


def test_a_visit_chosen_with_the_keys_is_described(page_of: PageOf, qtbot: QtBot):
    page = page_of("KET-024")
    page.take_focus()

    qtbot.keyClick(page.weeks, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)

    event = page.weeks.current_event
    assert event is not None
    assert (event.key.kind, event.key.code) == (VisitKind.RATING, "week3")
    assert page.next.text.startswith("KET-024 · MADRS + YMRS, week 3")


def test_a_cell_speaks_its_visits(page_of: PageOf):
    model = page_of("KET-024").model

    spoken = model.data(model.place(date(2026, 3, 24)), Qt.ItemDataRole.AccessibleTextRole)

    assert spoken == "KET-024, Tue 24 March, copper draw Cu7, due today, window 23 to 25 March"


def test_the_plots_are_described_in_words(page_of: PageOf):
    page = page_of("KET-024")

    assert "Baseline 118.2 on Fri 27 Feb" in page.copper.accessibleDescription()
    assert "week 3: MADRS 19, YMRS 2" in page.ratings.accessibleDescription()


def test_the_history_names_what_was_done_newest_first(page_of: PageOf, session: Session):
    page_of("KET-024")
    do_morning_import(session)

    told = [line.sentence for line in happenings(session.study.trail(patient="KET-024"))]

    assert set(told[:2]) == {"Cu3 changed from 109.4 to 104.9.", "Cu5 result 97.4 imported."}
    assert told[2] == "Infusion 7 given at 09:15."
    assert told[-1] == "Enrolled."


def test_what_was_taken_back_is_told_and_nothing_is_erased(session: Session, page_of: PageOf):
    page = page_of("KET-024")
    before = len(happenings(session.study.trail(patient="KET-024")))
    page.next.buttons[0].click()

    session.undo_stack.undo()

    told = [line.sentence for line in happenings(session.study.trail(patient="KET-024"))]
    assert told[:2] == ["Taken back: Copper draw Cu7.", "Cu7 collected at 10:12."]
    assert len(told) == before + 2


def test_a_moved_infusion_is_told_without_what_follows_it(page_of: PageOf, session: Session):
    page_of("KET-026")

    session.perform(
        MoveInfusion(
            VisitKey("KET-026", VisitKind.INFUSION, "6"),
            to=date(2026, 3, 30),
            policy=Policy.KEEP_PATTERN,
            reason="patient_on_leave",
        )
    )

    told = [line.sentence for line in happenings(session.study.trail(patient="KET-026"))]
    assert told[:3] == [
        "Infusion 8 moved from Fri 3 Apr to Tue 7 Apr.",
        "Infusion 7 moved from Tue 31 Mar to Fri 3 Apr.",
        "Infusion 6 moved from Fri 27 Mar to Mon 30 Mar.",
    ]


def test_a_note_is_written_and_counted(
    page_of: PageOf, session: Session, prompter: ScriptedPrompter
):
    page = page_of("KET-024")
    prompter.answers.append("Prefers the morning.")

    page.add_note_button.click()

    assert [note.text for note in session.study.notes("KET-024")] == ["Prefers the morning."]
    page.history.choice.choose(1)
    assert "Prefers the morning." in [label.text() for label in page.findChildren(QLabel)]


def test_a_note_with_a_national_number_is_refused_and_what_was_typed_stays(
    page_of: PageOf, session: Session, prompter: ScriptedPrompter
):
    page = page_of("KET-024")
    prompter.answers += ["see 44051401359", None]

    page.add_note()

    assert session.study.notes("KET-024") == ()
    assert len(prompter.asked) == 2


def test_a_withdrawn_patient_has_nothing_to_do(page_of: PageOf, session: Session):
    page = page_of("KET-024")

    session.perform(Withdraw("KET-024", on=DEMO_NOW.date(), reason="consent_withdrawn"))

    assert page.next.buttons == []
    assert page.next.text.startswith("Withdrew. Nothing more is planned")
    assert "Withdrew 24 Mar 2026" in texts(page)


def test_the_arrows_turn_over_the_list_as_it_is_sorted_and_searched(
    screen: PatientsScreen, page_of: PageOf
):
    screen.search.setText("KET-02")
    page = page_of("KET-029")

    page.neighbour_asked.emit(1)

    assert screen.shown_patient == "KET-020"
    assert screen.context == "KET-020 · patient 20 of 33"


def test_the_way_back_leads_to_the_list(
    screen: PatientsScreen, page_of: PageOf, navigator: Navigator
):
    page = page_of("KET-024")
    assert screen.shown_patient == "KET-024"

    page.back_asked.emit()

    assert screen.shown_patient == ""
    assert navigator.current == Place(ScreenName.PATIENTS)


def test_a_patient_whose_enrolment_was_taken_back_leaves_the_page(
    screen: PatientsScreen, page_of: PageOf, session: Session
):
    enrolled = next(
        e.action
        for e in session.study.trail(patient="KET-033")
        if e.table == "patients" and e.old is None
    )
    page_of("KET-033")

    session.run(lambda study, now: study.take_back(enrolled, now=now))

    assert screen.shown_patient == ""


def test_far_off_draws_are_not_listed_as_results(session: Session):
    rows = copper_rows(session.study, "KET-032", DEMO_NOW.date())

    assert rows == ()


def test_the_model_of_the_weeks_keeps_the_rules_of_models(
    page_of: PageOf, qtmodeltester: ModelTester
):
    qtmodeltester.check(page_of("KET-024").model)


def test_the_page_speaks_polish(in_polish: None, page_of: PageOf, session: Session):
    page = page_of("KET-024")

    assert "Podano 7 z 8 wlewów" in texts(page)
    assert page.next.text.startswith("Następnie: pobranie Cu7,")
