"""A computer of its own for a window that imports a sheet about persons, and what it then holds."""

import os
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy, copytree

from tests.domain.labsheet.byte_search import codings_of, found_in
from tests.journeys.fixture_study import FOLDER, TODAY, make_study, truth_of

SHEET = "a5_szpital_pesel.xlsx"
NAME = "wyniki Testowy_83701541728.xlsx"
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


def make(folder: Path) -> Path:
    """A study with its backup, whose rules have nothing new to find, and its sheets."""
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
class Computer:
    """Holds the study, settings, logs and temporary files; the sheet lies elsewhere."""

    folder: Path
    made: Path
    before: dict[str, bytes] = field(init=False)

    def __post_init__(self) -> None:
        copytree(self.made / "kept", self.folder / "kept")
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

    @property
    def logs(self) -> list[Path]:
        return [one for one in self.folder.rglob("*.log") if one.is_file()]

    def start(self, program: str, step: str, *leave: str) -> subprocess.Popen[bytes]:
        """A module of these tests that goes as far as a step of an import."""
        sheets = self.made / "sheets"
        sheet = sheets / "long" / NAME if step == "reading" else sheets / NAME
        env = {key: value for key, value in os.environ.items() if not key.startswith("XDG_")}
        own = {"HOME": self.folder / "home", "TMPDIR": self.folder / "temporary"}
        own |= {"APPDATA": own["HOME"], "LOCALAPPDATA": own["HOME"], "TEMP": own["TMPDIR"]}
        env |= {key: str(path) for key, path in own.items()}
        env |= {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        return subprocess.Popen(
            [sys.executable, "-m", f"tests.journeys.{program}", self.study, sheet, step, *leave],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env, cwd=self.folder / "home",
        )  # fmt: skip

    def kill(self, step: str) -> None:
        """Kill a window that stands at this step."""
        program = self.start("standing", step)
        assert program.stdout is not None
        try:
            assert program.stdout.readline() == f"{step}\n".encode(), program.communicate()
            program.send_signal(signal.SIGKILL)
            self.await_end(program)
        finally:
            program.kill()
        assert program.returncode == -signal.SIGKILL

    def close(self, step: str) -> None:
        """Close a window that stands at this step."""
        program = self.start("standing", step, "close")
        assert (self.await_end(program), program.returncode) == (f"{step}\n", 0)

    def await_end(self, program: subprocess.Popen[bytes]) -> str:
        """What it said; nobody writes any more: what it started has its outputs too."""
        try:
            said, complained = program.communicate(timeout=PATIENCE_S)
        finally:
            program.kill()
        told = said + complained
        assert b"Traceback" not in complained, complained
        assert not [one for one in secrets() for coded in codings_of(one) if coded in told]
        return said.decode()

    def check(self) -> None:
        """No byte of the study is another one, and no byte of the sheet is anywhere."""
        left = self.beside_the_study()
        left.pop("study.cdesk.lock", None)
        assert left == self.before
        assert found_in(self.folder, secrets()) == []
