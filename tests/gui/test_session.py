"""Edits through the session: one signal for what changed, undo and redo, refusals."""

from datetime import datetime
from pathlib import Path

import pytest

from domain.edits import GiveInfusion
from domain.move_edits import ConfirmDefaults
from domain.visits import VisitState
from gui.session import Session
from gui.words.errors import sentence_of
from tests.builders import NOW, infusion, moment, study_with
from tests.failing_drive import Fails, studies_on_it

FIRST = GiveInfusion(infusion(1), NOW.date(), NOW)


@pytest.fixture
def session(qapp) -> Session:
    session = Session(clock=lambda: NOW)
    session.open(study_with("KET-001"), clock=lambda: NOW)
    return session


def state(session: Session) -> VisitState:
    return session.study.visit(infusion(1)).state


def test_an_edit_changes_the_study_and_says_what_it_touched(qtbot, session: Session) -> None:
    with (
        qtbot.waitSignal(session.changed) as changed,
        qtbot.waitSignal(session.performed) as performed,
    ):
        assert session.perform(FIRST)

    assert state(session) is VisitState.DONE
    (changes,), (sentence,) = changed.args, performed.args
    assert changes.patients == {"KET-001"}
    assert changes.schedule
    assert sentence == "KET-001: infusion 1 recorded as given at 09:05."


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("2026-03-04 09:05", "Infusion 2 would follow too soon and is now planned for Fri 6 Mar."),
        (
            "2026-03-05 09:05",
            (
                "Later infusions would follow too soon and are planned anew: "
                "2 → Mon 9 Mar, 3 → Wed 11 Mar, 4 → Fri 13 Mar."
            ),
        ),
    ],
)
def test_a_late_infusion_says_which_ones_make_way_and_undo_puts_them_back(
    qtbot, qapp, given: str, said: str
) -> None:
    late = moment(given)
    session = Session()
    session.open(study_with("KET-001"), clock=lambda: late)
    before = session.study.course("KET-001")

    with qtbot.waitSignal(session.performed) as performed:
        session.perform(GiveInfusion(infusion(1), late.date(), late))

    recorded = "KET-001: infusion 1 recorded as given at 09:05."
    assert performed.args == [f"{recorded} {said}"]
    session.undo_stack.undo()
    assert session.study.course("KET-001") == before


def test_undo_and_redo_are_new_actions_of_the_study(qtbot, session: Session) -> None:
    session.perform(FIRST)
    length = session.study.head().count

    with qtbot.waitSignals([session.changed, session.undone]):
        session.undo_stack.undo()
    assert state(session) is VisitState.PLANNED

    with qtbot.waitSignals([session.changed, session.performed]):
        session.undo_stack.redo()
    assert state(session) is VisitState.DONE

    session.undo_stack.undo()
    assert state(session) is VisitState.PLANNED
    assert session.study.head().count > length


def test_an_edit_that_finds_all_as_it_wants_it_leaves_nothing_to_undo(session: Session) -> None:
    entries = session.study.head()

    assert session.perform(ConfirmDefaults(frozenset()))

    assert session.study.head() == entries
    assert not session.undo_stack.canUndo()


def test_a_refused_edit_leaves_nothing_to_undo(qtbot, session: Session) -> None:
    session.perform(FIRST)

    with qtbot.waitSignal(session.refused), qtbot.assertNotEmitted(session.changed):
        assert not session.perform(FIRST)

    assert session.undo_stack.count() == 1


def test_a_change_that_turns_out_saved_is_shown_when_the_drive_answers_again(
    qtbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with studies_on_it(monkeypatch) as drive:
        session = Session(clock=lambda: NOW)
        session.open(study_with("KET-001", path=tmp_path / "study.cdesk"), clock=lambda: NOW)
        drive.count_calls("sync")
        session.perform(FIRST)
        last_sync = drive.count
        session.undo_stack.undo()
        drive.break_at("sync", last_sync, how=Fails.FOR_EVER)

        with qtbot.waitSignal(session.refused) as doubted, qtbot.assertNotEmitted(session.changed):
            assert not session.perform(FIRST)
        assert "cannot tell whether" in sentence_of(doubted.args[0])
        assert state(session) is VisitState.PLANNED

        drive.mend()
        said: list[object] = []
        session.changed.connect(said.append)
        session.refused.connect(said.append)
        assert not session.perform(FIRST)
        changes, told = said
        assert (changes.patients, changes.schedule) == ({"KET-001"}, True)
        assert "was saved after all" in sentence_of(told)
        assert state(session) is VisitState.DONE
        session.close()


def test_a_change_the_drive_refused_is_said_to_be_not_saved(
    qtbot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with studies_on_it(monkeypatch) as drive:
        session = Session(clock=lambda: NOW)
        session.open(study_with("KET-001", path=tmp_path / "study.cdesk"), clock=lambda: NOW)
        drive.break_at("sync", 1, how=Fails.ONCE)

        with qtbot.waitSignal(session.refused) as refused, qtbot.assertNotEmitted(session.changed):
            assert not session.perform(FIRST)

        assert "nothing was saved" in sentence_of(refused.args[0])
        assert state(session) is VisitState.PLANNED
        assert session.perform(FIRST)
        session.close()


def test_opening_another_study_forgets_what_could_be_undone(qtbot, session: Session) -> None:
    session.perform(FIRST)
    with qtbot.waitSignals([session.closed, session.opened]):
        session.open(study_with("KET-002"))
    assert not session.undo_stack.canUndo()


def test_the_clock_of_the_session_decides_what_today_is(session: Session) -> None:
    assert session.today() == NOW.date()
    session.open(study_with(), clock=lambda: datetime.fromisoformat("2026-03-24T10:12+01:00"))
    assert session.today().isoformat() == "2026-03-24"
