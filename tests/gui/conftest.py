"""A theme, a session and somebody who answers questions, for tests of the window."""

import shutil
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.navigation import Navigator
from gui.prompts import FileKind
from gui.session import Session
from gui.theme import Theme, ThemeChoice
from gui.words import language


@pytest.fixture(scope="session")
def _one_theme(qapp: QApplication) -> Theme:
    return Theme(qapp, ThemeChoice.LIGHT)


@pytest.fixture
def theme(_one_theme: Theme) -> Generator[Theme]:
    yield _one_theme
    _one_theme.choose(ThemeChoice.LIGHT)
    _one_theme.resize_text(100)


@pytest.fixture(scope="session")
def made_demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo study as just made, its lab sheet beside it; copy it before opening."""
    from gui.demo import make_demo

    path = tmp_path_factory.mktemp("made") / "Demo.cdesk"
    make_demo(path)
    return path


@pytest.fixture
def session(made_demo: Path, tmp_path: Path, theme: Theme) -> Generator[Session]:
    """A copy of the demo study, its lab sheet beside it, open at the demo's own moment."""
    from domain.study import Study
    from gui.demo import DEMO_NOW

    folder = shutil.copytree(made_demo.parent, tmp_path / "demo")
    opened = Session()
    study = Study.open(folder / made_demo.name, by="A. Nowak", now=DEMO_NOW)
    opened.open(study, lambda: DEMO_NOW)
    yield opened
    opened.close()


@pytest.fixture
def navigator() -> Navigator:
    return Navigator()


@pytest.fixture
def in_polish() -> Generator[None]:
    with language.speaking("pl"):
        yield


@dataclass
class ScriptedPrompter:
    """Answers questions in the order of `answers`, and keeps what was asked, explained and told."""

    answers: list[object] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    began_in: Path | None = None
    labels: list[str] = field(default_factory=list)
    """What stood above each line of text that was asked for."""

    def _answer(self, question: str) -> object:
        self.asked.append(question)
        assert self.answers, f"nobody answers: {question}"
        return self.answers.pop(0)

    def begin_in(self, folder: Path) -> None:
        self.began_in = folder

    def open_file(self, title: str, kinds: Sequence[FileKind]) -> Path | None:
        return self._answer(title)

    def save_file(
        self, title: str, kinds: Sequence[FileKind], suggested: Path | None = None
    ) -> Path | None:
        return self._answer(title)

    def choose_folder(self, title: str) -> Path | None:
        return self._answer(title)

    def confirm(self, question: str, explanation: str, yes: str, *, danger: bool = False) -> bool:
        self.explained.append(explanation)
        return self._answer(question)

    def choose(self, question: str, explanation: str, options: Sequence[str]) -> int | None:
        return self._answer(question)

    def ask_text(
        self,
        question: str,
        label: str,
        initial: str = "",
        *,
        hidden: bool = False,
        lacks: Callable[[str], str] | None = None,
    ) -> str | None:
        self.labels.append(label)
        return self._answer(question)

    def ask_new_passphrase(
        self, question: str, take: str, *, fits: Callable[[str], bool] | None = None
    ) -> tuple[str, str] | None:
        return self._answer(question)

    def tell(self, message: str, explanation: str = "") -> None:
        self.told.append(message)


@pytest.fixture
def prompter() -> ScriptedPrompter:
    return ScriptedPrompter()
