"""The list of patients, the screening log with its flow, withdrawals and corrections."""

import csv
import shutil
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from domain.edits import Withdraw
from domain.patient import Diagnosis, PatientState
from domain.screening import Outcome
from domain.storage.audit import What
from domain.study import Study
from domain.visits import VisitState
from gui.demo import DEMO_NOW
from gui.navigation import Navigator, Place, ScreenName
from gui.patients.correct_details import CorrectDetailsDialog
from gui.patients.screen import PatientsScreen
from gui.patients.screen_out import ScreenOutDialog
from gui.patients.withdraw import WithdrawDialog
from gui.session import Session
from gui.theme import Theme
from gui.words import screening as words_of_screening
from gui.words import withdrawal as words
from tests.gui.conftest import ScriptedPrompter

Key = Qt.Key
LEFT = Qt.MouseButton.LeftButton
TODAY = DEMO_NOW.date()


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    path = tmp_path / "Demo.cdesk"
    shutil.copy(made_demo, path)
    opened = Session()
    opened.open(Study.open(path, by="A. Nowak", now=DEMO_NOW), lambda: DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def screen(
    session: Session, prompter: ScriptedPrompter, navigator: Navigator, qtbot: QtBot
) -> PatientsScreen:
    made = PatientsScreen(session, prompter, navigator)
    navigator.asked.connect(made.show_place)
    qtbot.addWidget(made)
    made.resize(1240, 800)
    made.show()
    made.take_focus()
    return made


def log(screen: PatientsScreen) -> None:
    screen.show_place(Place(ScreenName.PATIENTS, detail="screening"))


def counts(chips: list) -> list[int]:
    return [int(chip.text().rpartition(" ")[2]) for chip in chips]


def turn_away(session: Session, *codes: str, reason: str = "age") -> None:
    for code in codes:
        session.study.screen(
            code, on=TODAY, outcome=Outcome.NOT_ELIGIBLE, reason=reason, now=DEMO_NOW
        )


# The list


def test_every_chip_counts_the_rows_it_shows(screen: PatientsScreen, qtbot: QtBot):
    stated = counts(screen.list.chips.chips)
    shown: list[int] = []
    for chip in screen.list.chips.chips:
        qtbot.mouseClick(chip, LEFT)
        shown.append(len(screen.model.rows))

    assert shown == stated
    assert shown[0] == sum(shown[1:]) == 33


def test_the_menu_of_a_row_opens_by_keyboard(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    screen.list.select("KET-026")
    qtbot.keyClick(screen.table, Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    menu = screen.list.findChild(QMenu)
    assert menu is not None

    entries = {action.text(): action for action in menu.actions()}
    assert list(entries) == ["Open patient KET-026", "Correct details…", "Record a withdrawal…"]
    entries["Record a withdrawal…"].trigger()
    assert screen.findChild(WithdrawDialog) is not None


# The screening log


def test_end_leads_to_the_last_patient_and_home_to_the_first(screen: PatientsScreen, qtbot: QtBot):
    table = screen.table
    for key, code in ((Qt.Key.Key_End, "KET-033"), (Qt.Key.Key_Home, "KET-001")):
        qtbot.keyClick(table, key)

        chosen = screen.list.chosen
        assert chosen is not None
        assert chosen.code == code
        assert [index.row() for index in table.selectionModel().selectedRows()] == [
            table.currentIndex().row()
        ]
        assert table.viewport().rect().contains(table.visualRect(table.currentIndex()).center())


def test_the_numbers_of_the_flow_add_up_and_open_exactly_their_rows(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    turn_away(session, "S-001", "S-002")
    turn_away(session, "S-003", reason="other_treatment")
    log(screen)
    screen.log.read()
    numbers = words_of_screening.flow_numbers(session.study.flow())

    for total, *parts in words_of_screening.FLOW_SUMS:
        assert numbers[total] == sum(numbers[part] for part in parts)
    for name, button in screen.log.flow.buttons.items():
        log(screen)
        assert button.text().endswith(f" {numbers[name]}")
        qtbot.mouseClick(button, LEFT)
        is_here = screen.switch.current == 1
        rows = screen.log.model.rows if is_here else screen.model.rows
        assert len(rows) == numbers[name], name


def test_a_patient_whose_course_is_over_has_completed(session: Session):
    study = session.study
    over = [
        code
        for code, course in study.courses().items()
        if study.patient(code).state is PatientState.ACTIVE
        and all(visit.state is not VisitState.PLANNED for visit in course.visits())
    ]

    assert study.flow().completed == len(over) > 0


def test_somebody_not_eligible_is_added_and_undone(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    log(screen)
    before = len(screen.log.model.rows)
    qtbot.mouseClick(screen.log.add, LEFT)
    dialog = screen.log.findChild(ScreenOutDialog)
    assert dialog is not None
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.code.control, "s-014")
    line = dialog.why.control.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "Under 18")

    qtbot.mouseClick(dialog.save, LEFT)

    row = screen.log.model.row_at(screen.log.table.currentIndex())
    assert row is not None
    assert (row.code, row.outcome, row.reason) == ("S-014", Outcome.NOT_ELIGIBLE, "Under 18")
    assert session.study.flow().screened == before + 1
    session.undo_stack.undo()
    assert len(screen.log.model.rows) == before


@pytest.mark.parametrize(("code", "why"), [("KOWALSKI", "code_unlike"), ("KET-001", "code_taken")])
def test_a_code_that_cannot_stand_is_refused_beside_its_field(
    screen: PatientsScreen, session: Session, qtbot: QtBot, code: str, why: str
):
    log(screen)
    head = session.study.head()
    screen.log.add_entry()
    dialog = screen.log.findChild(ScreenOutDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.code.control, code)
    line = dialog.why.control.lineEdit()
    assert line is not None
    qtbot.keyClicks(line, "age")

    qtbot.mouseClick(dialog.save, LEFT)

    assert dialog.code.error
    assert dialog.isVisible()
    assert session.study.head() == head


def test_a_screening_in_the_future_is_refused_at_its_day(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    log(screen)
    screen.log.add_entry()
    dialog = screen.log.findChild(ScreenOutDialog)
    assert dialog is not None
    qtbot.keyClicks(dialog.code.control, "S-015")
    dialog.why.control.setCurrentText("age")
    dialog.day.control.set_day(TODAY + timedelta(days=1))

    qtbot.mouseClick(dialog.save, LEFT)

    assert dialog.day.error


def test_the_log_is_exported_as_shown(
    screen: PatientsScreen,
    session: Session,
    prompter: ScriptedPrompter,
    tmp_path: Path,
    qtbot: QtBot,
):
    turn_away(session, "S-001", reason="=1+1")
    log(screen)
    screen.log.read()
    screen.log.choose(Outcome.NOT_ELIGIBLE)
    prompter.answers = [tmp_path / "log.csv"]

    qtbot.mouseClick(screen.log.export, LEFT)

    with (tmp_path / "log.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows == [
        {
            "code": "S-001",
            "screened_on": TODAY.isoformat(),
            "outcome": "not_eligible",
            "reason": "'=1+1",
        }
    ]


# Withdrawal


def test_a_withdrawal_says_what_it_cancels_then_does_it_and_is_undone(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    study = session.study
    before = study.course("KET-026")
    screen.withdraw("KET-026")
    dialog = screen.findChild(WithdrawDialog)
    assert dialog is not None
    planned = [v for v in before.visits() if v.state is VisitState.PLANNED]
    infusions = sum(v.key.kind == "infusion" for v in planned)
    assert f"Cancels {infusions} infusions" in dialog.consequence.text()
    assert not dialog.save.isEnabled()
    dialog.why.control.setCurrentText("Consent withdrawn")

    qtbot.mouseClick(dialog.save, LEFT)

    patient = study.patient("KET-026")
    assert (patient.state, patient.withdrawal_reason) == (
        PatientState.WITHDRAWN,
        "consent_withdrawn",
    )
    session.undo_stack.undo()
    assert study.course("KET-026") == before
    assert study.patient("KET-026").state is PatientState.ACTIVE


def test_a_withdrawal_says_that_the_post_draw_is_cancelled_too_and_what_may_be_done(
    screen: PatientsScreen, session: Session
):
    told = words.consequence(
        session.study.course("KET-028"), session.study.preview_withdrawal("KET-028")
    )

    assert (
        "The post-treatment copper draw is cancelled too; after the last infusion given it "
        "would be due on Fri 27 Mar." in told
    )
    assert "add an unscheduled draw and collect it before you record the withdrawal" in told
    session.perform(Withdraw("KET-028", on=DEMO_NOW.date(), reason="consent_withdrawn"))
    post = session.study.course("KET-028").draw("post")
    assert post is not None
    assert post.state is VisitState.CANCELLED


def test_a_withdrawal_before_the_enrolment_is_refused_at_its_day(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    screen.withdraw("KET-026")
    dialog = screen.findChild(WithdrawDialog)
    assert dialog is not None
    dialog.why.control.setCurrentText("Moved away")
    enrolled = session.study.patient("KET-026").enrolled_on
    dialog.day.control.set_day(enrolled - timedelta(days=1))

    qtbot.mouseClick(dialog.save, LEFT)

    assert "was enrolled on" in dialog.day.error
    assert session.study.patient("KET-026").state is PatientState.ACTIVE


def test_who_withdrew_already_is_not_asked_again(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    gone = next(c for c, p in session.study.patients().items() if p.withdrawn_on is not None)

    with qtbot.waitSignal(session.refused):
        screen.withdraw(gone)

    assert screen.findChild(WithdrawDialog) is None


# Corrections


def corrected(screen: PatientsScreen, code: str) -> CorrectDetailsDialog:
    screen.correct(code)
    dialog = screen.findChild(CorrectDetailsDialog)
    assert dialog is not None
    return dialog


def test_a_correction_is_stored_with_its_reason_and_undone(
    screen: PatientsScreen, session: Session, qtbot: QtBot
):
    before = session.study.patient("KET-026")
    dialog = corrected(screen, "KET-026")
    other = Diagnosis.BD if before.diagnosis is Diagnosis.MDD else Diagnosis.MDD
    dialog.diagnosis.choose(other)
    assert not dialog.save.isEnabled()
    qtbot.keyClicks(dialog.reason.control, "Chart read again")

    qtbot.mouseClick(dialog.save, LEFT)

    assert session.study.patient("KET-026").diagnosis is other
    last = session.study.trail()[-1]
    assert (last.what, last.reason) == (What.CORRECT_PATIENT, "Chart read again")
    session.undo_stack.undo()
    assert session.study.patient("KET-026") == before


def test_opening_the_form_changes_nothing(screen: PatientsScreen, qtbot: QtBot):
    for code in ("KET-001", "KET-026", "KET-033"):
        dialog = CorrectDetailsDialog(screen._session, code)
        qtbot.addWidget(dialog)
        qtbot.keyClicks(dialog.reason.control, "Misread")
        assert not dialog.save.isEnabled()


@pytest.mark.parametrize(
    ("field", "typed"), [("birth_year", "78"), ("weight", "heavy"), ("weight", "5")]
)
def test_a_detail_that_cannot_be_right_is_refused_beside_its_field(
    screen: PatientsScreen, qtbot: QtBot, field: str, typed: str
):
    dialog = corrected(screen, "KET-026")
    line = getattr(dialog, field)
    line.clear()
    qtbot.keyClicks(line, typed)
    qtbot.keyClicks(dialog.reason.control, "Misread")

    assert [one.error for one in dialog.fields.values() if one.error]
    assert not dialog.save.isEnabled()


# The page


def test_the_page_of_a_patient_leads_to_correction_withdrawal_and_query(
    screen: PatientsScreen, navigator: Navigator, qtbot: QtBot
):
    navigator.go(Place(ScreenName.PATIENTS, patient="KET-026"))
    assert screen.patient is not None
    qtbot.mouseClick(screen.patient.more, LEFT)
    menu = screen.patient.findChild(QMenu)
    assert menu is not None

    entries = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert entries == [
        "Add a query…",
        "Correct details…",
        "Add an unscheduled draw…",
        "Add an unscheduled rating…",
        "Record a withdrawal…",
    ]
    menu.actions()[1].trigger()
    assert screen.findChild(CorrectDetailsDialog) is not None


def test_the_models_keep_qts_rules(screen: PatientsScreen, qtmodeltester: ModelTester):
    qtmodeltester.check(screen.model)
    qtmodeltester.check(screen.log.model)
