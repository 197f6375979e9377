"""A command line that is told in, and answers with its code and both streams."""

import json
import shutil
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from domain.exchange.tables import read_tables
from domain.study import Study
from gui.command_line import main
from gui.words import language
from tests.builders import protocol

DATA = Path(__file__).parents[2] / "data"
TODAY = "2026-03-24T10:12"


@dataclass(frozen=True)
class Answer:
    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """Standard output as the one JSON document it has to be."""
        return json.loads(self.out)


Ask = Callable[..., Answer]


@pytest.fixture(autouse=True)
def nobodys_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[None]:
    """No preferences and no documents of whoever runs the tests."""
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DOCUMENTS_DIR"):
        monkeypatch.setenv(name, str(tmp_path / "home" / name.lower()))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with language.speaking("en"):
        yield


@pytest.fixture
def ask(capsys: pytest.CaptureFixture[str]) -> Ask:
    def asked(*words: object) -> Answer:
        capsys.readouterr()
        code = main([str(word) for word in words])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return asked


@pytest.fixture(scope="session")
def study_of_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up study of the lab sheets, as it stands on 24 March 2026."""
    path = tmp_path_factory.mktemp("tables") / "study.cdesk"
    now = datetime.fromisoformat(TODAY).astimezone()
    tables = read_tables(DATA / "labsheets" / "state", protocol=protocol(), now=now)
    study = Study.create(path, tables.protocol, name="Copper", by="A. Nowak", now=now)
    study.store_tables(tables, now=now)
    study.close()
    return path


@pytest.fixture
def study(study_of_tables: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(study_of_tables, tmp_path / "study.cdesk"))


@pytest.fixture
def demo(made_demo: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(made_demo, tmp_path / "demo.cdesk"))
