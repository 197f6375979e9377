"""A window killed or closed at any step of an import leaves no trace of the sheet anywhere."""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy, copytree

import pytest

from domain.study import Study
from tests.domain.labsheet.byte_search import codings_of, found_in
from tests.journeys.fixture_study import FOLDER, TODAY, make_study, truth_of

SHEET = "a5_szpital_pesel.xlsx"
NAME = "wyniki Testowy_83701541728.xlsx"
STEPS = ("reading", "columns", "rows", "decided")
ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
LONG = 900_000
"""Empty rows; a spreadsheet program writes that many when a whole column is given a format."""


def secrets() -> Iterator[str]:
    """What the sheet says about persons, and the numbers of the laboratory's own orders."""
    truth = truth_of(SHEET)
    yield from truth["file_expectation"]["must_not_store"]["strings"]
    yield from {record["accession"] for record in truth["records"]}


def write_long(path: Path) -> None:
    """The sheet with so many empty rows below that reading it takes seconds."""
    empty = "".join(f'<row r="{number}"/>' for number in range(100, LONG)).encode()
    with (
        zipfile.ZipFile(FOLDER / SHEET) as short,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as long,
    ):
        for name in short.namelist():
            part = short.read(name)
            is_rows = name.startswith("xl/worksheets/sheet")
            end = b"</sheetData>"
            long.writestr(name, part.replace(end, empty + end) if is_rows else part)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A study with its backup, whose rules have nothing new to find, and its sheets."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "kept").mkdir()
    (folder / "sheets" / "long").mkdir(parents=True)
    study = make_study(folder / "kept" / "study.cdesk")
    study.review(now=TODAY)
    study.back_up(now=TODAY)
    study.close()
    copy(FOLDER / SHEET, folder / "sheets" / NAME)
    write_long(folder / "sheets" / "long" / NAME)
    return folder


@dataclass
class Place:
    """A computer's own: the study, its settings and its temporary files; the sheet is elsewhere."""

    folder: Path
    sheets: Path
    before: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        for name in ("home", "temporary"):
            (self.folder / name).mkdir()
        self.before = self.beside_the_study()

    @property
    def study(self) -> Path:
        return self.folder / "kept" / "study.cdesk"

    def beside_the_study(self) -> dict[str, bytes]:
        """Every file there, the study's own and its backups' too."""
        files = sorted(self.study.parent.rglob("*"))
        return {one.name: one.read_bytes() for one in files if one.is_file()}

    def start(self, step: str, *leave: str) -> subprocess.Popen[bytes]:
        sheet = self.sheets / "long" / NAME if step == "reading" else self.sheets / NAME
        env = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        own = {"HOME": self.folder / "home", "TMPDIR": self.folder / "temporary"}
        own |= {"APPDATA": own["HOME"], "LOCALAPPDATA": own["HOME"], "TEMP": own["TMPDIR"]}
        env |= {key: str(path) for key, path in own.items()}
        env |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            [sys.executable, "-m", "tests.journeys.standing", self.study, sheet, step, *leave],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=self.folder / "home",
        )  # fmt: skip

    def kill(self, step: str) -> None:
        program = self.start(step)
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == f"{step}\n".encode(), program.communicate()
            program.send_signal(signal.SIGKILL)
            self._await_end(program)
        finally:
            program.kill()
        assert program.returncode == -signal.SIGKILL

    def close(self, step: str) -> None:
        program = self.start(step, "close")
        try:
            said = self._await_end(program)
        finally:
            program.kill()
        assert (program.returncode, said) == (0, f"{step}\n".encode())

    def _await_end(self, program: subprocess.Popen[bytes]) -> bytes:
        """Until nobody can write any more: what the program started has its outputs too."""
        said, complained = program.communicate(timeout=PATIENCE_S)
        assert b"Traceback" not in complained, complained
        assert not [one for one in secrets() for coded in codings_of(one) if coded in complained]
        return said

    def check(self) -> None:
        """No byte of the study is another one, and no byte of the sheet is anywhere."""
        left = self.beside_the_study()
        left.pop("study.cdesk.lock", None)
        assert left == self.before
        assert found_in(self.folder, secrets()) == []


@pytest.fixture
def place(made: Path, tmp_path: Path) -> Place:
    copytree(made / "kept", tmp_path / "own" / "kept")
    return Place(tmp_path / "own", made / "sheets")


def test_the_search_finds_what_the_sheet_says(made: Path, tmp_path: Path):
    with zipfile.ZipFile(made / "sheets" / NAME) as sheet:
        sheet.extractall(tmp_path)

    assert {secret for _, secret in found_in(tmp_path, secrets())} == set(secrets())
    assert found_in(made / "kept", secrets()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this on Windows")
@pytest.mark.parametrize("step", STEPS)
def test_a_window_killed_at_any_step_leaves_nothing(place: Place, step: str):
    place.kill(step)

    place.check()
    study = Study.open(place.study, by="A. Nowak", now=TODAY)
    assert study.verify().is_clean
    assert study.imports() == ()
    study.close()
    place.check()


@pytest.mark.parametrize("step", STEPS)
def test_a_window_closed_at_any_step_leaves_nothing(place: Place, step: str):
    place.close(step)

    place.check()
    assert not place.study.with_name("study.cdesk.lock").exists()


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this on Windows")
def test_the_next_window_opens_what_a_killed_one_had_open(place: Place):
    place.kill("decided")
    place.close("rows")

    place.check()
