"""Every sheet of the fixtures, dropped on the window, decided by what is offered, and undone."""

from pathlib import Path
from shutil import copytree

import pytest

from gui.application import Application
from gui.labimport.screen import LabResultsScreen
from tests.gui.conftest import ScriptedPrompter
from tests.journeys.conftest import Clock
from tests.journeys.fixture_study import FOLDER, TODAY, make_study, truth_of
from tests.journeys.hands import Hands

SHEETS = sorted(path.name for path in FOLDER.glob("[ab]?_*.*") if path.suffix != ".json")


def outcome_of(name: str) -> str:
    return str(truth_of(name)["file_expectation"]["outcome"])


READ = [name for name in SHEETS if outcome_of(name) == "read"]
REFUSED = [name for name in SHEETS if outcome_of(name) == "refuse"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of the fixtures before the import, as a file."""
    path = tmp_path_factory.mktemp("state") / "study.cdesk"
    make_study(path).close()
    return path


@pytest.fixture
def opened(
    program: Application, hands: Hands, clock: Clock, made: Path, tmp_path: Path
) -> Application:
    """That study, dropped on the window on the day of the fixtures."""
    clock.now = TODAY
    study = copytree(made.parent, tmp_path / "own") / made.name
    hands.drop(study, program.window)
    assert program.session.is_open
    return program


def dropped(program: Application, hands: Hands, name: str) -> LabResultsScreen:
    hands.drop(FOLDER / name, program.window)
    lab = program.window.current_screen
    assert isinstance(lab, LabResultsScreen)
    return lab


def counts(lab: LabResultsScreen) -> dict[str, int]:
    assert lab.check is not None
    return {status.value: count for status, count in lab.check.plan.counts.items()}


def decide_as_offered(lab: LabResultsScreen, hands: Hands) -> None:
    """Press the solid button of each row, or where there is none leave the row out."""
    assert lab.check is not None
    for _click in range(2 * len(lab.check.plan.rows)):  # one decision may lead to another
        if not lab.check.plan.blocking:
            return
        panel = lab.rows.panel
        hands.click(panel.best or panel.buttons[-1])
    raise AssertionError(f"nothing decides {lab.check.plan.blocking[0].cell}")


@pytest.mark.parametrize("name", READ)
def test_a_dropped_sheet_is_read_decided_imported_and_undone(
    opened: Application, hands: Hands, prompter: ScriptedPrompter, name: str
):
    session = opened.session
    before = session.study.known_for_import(today=TODAY.date())
    lab = dropped(opened, hands, name)
    hands.wait(lambda: lab.page_shown is lab.rows)
    assert counts(lab) == truth_of(name)["counts"]
    decide_as_offered(lab, hands)
    assert lab.check is not None
    stored = len(lab.check.plan.to_store)
    assert stored
    hands.click(lab.bar.commit)
    hands.wait(lambda: not session.is_lent and lab.check is None)
    assert lab.start.chosen is not None
    assert lab.start.chosen.stored + lab.start.chosen.unusable == stored

    dropped(opened, hands, name)
    hands.wait(lambda: lab.check is not None)
    assert lab.check.plan.imported_before
    assert "imported before" in lab.notice.text
    hands.click(lab.bar.cancel)
    prompter.answers = [True]
    hands.click(lab.start.undo)
    hands.wait(lambda: not session.is_lent and not lab.start.model.rows)
    assert session.study.known_for_import(today=TODAY.date()) == before
    assert session.study.verify().is_clean


@pytest.mark.parametrize("name", REFUSED)
def test_a_sheet_that_cannot_be_read_says_so_in_the_window_and_stores_nothing(
    opened: Application, hands: Hands, name: str
):
    before = opened.session.study.head()
    lab = dropped(opened, hands, name)
    hands.wait(lambda: lab.page_shown is lab.refused)

    assert lab.refused.sentence.endswith("Nothing was changed.")
    assert opened.session.study.head() == before


def test_a_sheet_that_leaves_something_open_asks_before_its_rows(opened: Application, hands: Hands):
    name = next(one for one in SHEETS if outcome_of(one) == "needs_choice")
    lab = dropped(opened, hands, name)
    hands.wait(lambda: lab.check is not None)

    assert lab.page_shown is lab.columns
    assert not lab.bar.check_rows.isEnabled()
    [combo] = lab.columns.questions.combos
    hands.click(combo)
    hands.wait(lambda: combo.view().isVisible())
    choice = truth_of(name)["read"]["choices"]["date_order"]
    answer = combo.model().index(combo.findData(choice), 0)
    hands.click(combo.view().viewport(), combo.view().visualRect(answer).center())
    hands.wait(lab.bar.check_rows.isEnabled)
    hands.click(lab.bar.check_rows)
    assert lab.page_shown is lab.rows
    assert counts(lab) == truth_of(name)["counts"]
