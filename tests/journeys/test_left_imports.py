"""A window killed or closed at any step of an import leaves no trace of the sheet anywhere."""

import sys
import zipfile
from pathlib import Path

import pytest

from domain.study import Study
from tests.domain.labsheet.byte_search import found_in
from tests.journeys.fixture_study import TODAY
from tests.journeys.own_computer import NAME, Computer, make, secrets

STEPS = ("reading", "columns", "rows", "decided")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.fixture
def computer(made: Path, tmp_path: Path) -> Computer:
    return Computer(tmp_path / "own", made)


def test_the_search_finds_what_the_sheet_says(made: Path, tmp_path: Path):
    with zipfile.ZipFile(made / "sheets" / NAME) as sheet:
        sheet.extractall(tmp_path)

    assert {secret for _, secret in found_in(tmp_path, secrets())} == set(secrets())
    assert found_in(made / "kept", secrets()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this on Windows")
@pytest.mark.parametrize("step", STEPS)
def test_a_window_killed_at_any_step_leaves_nothing(computer: Computer, step: str):
    computer.kill(step)

    computer.check()
    study = Study.open(computer.study, by="A. Nowak", now=TODAY)
    assert study.verify().is_clean
    assert study.imports() == ()
    study.close()
    computer.check()


@pytest.mark.parametrize("step", STEPS)
def test_a_window_closed_at_any_step_leaves_nothing(computer: Computer, step: str):
    computer.close(step)

    computer.check()
    assert not computer.study.with_name("study.cdesk.lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this on Windows")
def test_the_next_window_opens_what_a_killed_one_had_open(computer: Computer):
    computer.kill("decided")
    computer.close("rows")

    computer.check()
