"""Every sheet of the fixtures, dropped on the window, decided by what is offered, and undone."""

import hashlib
import json
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from domain.exchange.tables import read_tables
from domain.study import Study
from gui.application import Application
from gui.labimport.screen import LabResultsScreen
from tests.builders import moment, protocol
from tests.journeys.conftest import Clock
from tests.journeys.hands import Hands

FOLDER = Path(__file__).parents[1] / "data" / "labsheets"
TODAY = moment("2026-03-24 10:12")
TRUTHS = {path.name.split(".")[0]: path for path in sorted(FOLDER.glob("*.truth.json"))}
SHEETS = sorted(path.name for path in FOLDER.glob("[ab]?_*.*") if path.suffix != ".json")


def truth_of(name: str) -> dict[str, Any]:
    return json.loads(TRUTHS[Path(name).stem].read_text("utf-8"))


def outcome_of(name: str) -> str:
    return str(truth_of(name)["file_expectation"]["outcome"])


READ = [name for name in SHEETS if outcome_of(name) == "read"]
REFUSED = [name for name in SHEETS if outcome_of(name) == "refuse"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The study of the fixtures before the import, as a file."""
    folder = tmp_path_factory.mktemp("state")
    tables = read_tables(FOLDER / "state", protocol=protocol(), now=TODAY)
    path = folder / "study.cdesk"
    study = Study.create(path, tables.protocol, name="Fixtures", by="A. Nowak", now=TODAY)
    study.store_tables(tables, now=TODAY)
    study.close()
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
    opened: Application, hands: Hands, name: str
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
    assert lab.start.chosen.stored == stored

    dropped(opened, hands, name)
    hands.wait(lambda: lab.check is not None)
    assert lab.check.plan.imported_before
    assert "imported before" in lab.notice.text
    hands.click(lab.bar.cancel)
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


def step(lab: LabResultsScreen, hands: Hands, name: str) -> None:
    """Go as far as this step of the way."""
    if name == "reading":
        return
    hands.wait(lambda: lab.page_shown is lab.rows)
    if name == "columns":
        hands.click(lab.rows.file.change)
        assert lab.page_shown is lab.columns
    elif name == "decided":
        decide_as_offered(lab, hands)


@pytest.mark.parametrize("name", ["reading", "columns", "rows", "decided"])
def test_closing_the_window_at_any_step_leaves_the_file_as_it_was(
    opened: Application, hands: Hands, name: str
):
    path = opened.session.study.path
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    lab = dropped(opened, hands, READ[0])
    step(lab, hands, name)
    opened.window.close()
    hands.wait(lambda: not opened.session.is_open)

    assert hashlib.sha256(path.read_bytes()).hexdigest() == before
    there = [one.name for one in path.parent.iterdir() if one.is_file()]
    assert there == [path.name], "besides the backup of a closed study, there is nothing new"
