"""A fault amid an import is logged without a byte of the sheet, and stores nothing."""

from pathlib import Path

import pytest

from tests.journeys.own_computer import Computer, make


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make(tmp_path_factory.mktemp("made"))


@pytest.mark.parametrize("where", ["planning", "showing", "painting", "committing"])
def test_the_log_of_a_fault_that_cites_the_sheet_holds_nothing_of_it(
    made: Path, tmp_path: Path, where: str
):
    computer = Computer(tmp_path / "own", made)
    program = computer.start("failing", where)

    said = computer.await_end(program)

    assert said.startswith("told\nSomething went wrong in Copperdesk. Your study is safe.")
    assert program.returncode == 0
    logged = computer.logs[0].read_text("utf-8")
    assert "builtins.ValueError" in logged
    assert "builtins.KeyError" in logged
    assert "tests/journeys/failing.py" in logged
    computer.check()
