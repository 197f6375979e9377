"""What every command needs: the clock, who is working, the study, and where words go."""

import argparse
import getpass
import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from gui.words.language import _

if TYPE_CHECKING:
    from domain.study import Study


class CommandRefused(Exception):
    """A command that cannot be done as asked; carries the sentence that says what to do."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Context:
    """One command line's surroundings."""

    set_clock: datetime | None
    """`--now`, if given."""
    name: str
    """Who is working: `--by`, else the name chosen in the window; empty if neither."""
    as_json: bool

    @classmethod
    def of(cls, arguments: argparse.Namespace) -> "Context":
        return cls(
            getattr(arguments, "now", None),
            getattr(arguments, "by", "") or _chosen_name(),
            getattr(arguments, "json", False),
        )

    @property
    def by(self) -> str:
        """The name that is written beside what is recorded; the system's where nobody gave one."""
        return self.name or _system_name()

    @contextmanager
    def study(self, path: Path) -> "Generator[Study]":
        """The study at `path`, closed afterwards and backed up if it changed.

        Raises `StudyRefused`.
        """
        study = self._opened(path)
        before = study.head()
        try:
            yield study
            if study.head() != before:
                self._back_up(study)
        finally:
            study.close()

    def _opened(self, path: Path) -> "Study":
        """The study at `path`, for reading only where it cannot be opened otherwise."""
        from domain.storage.refusals import StudyRefused
        from domain.study import Study
        from gui.commands.passphrase import with_passphrase
        from gui.words.errors import read_only, study_refused

        try:
            return with_passphrase(
                lambda typed: Study.open(path, by=self.by, now=system_now(), passphrase=typed)
            )
        except StudyRefused as refused:
            if not refused.can_be_read:
                raise
            self.warn(f"{study_refused(refused)} {read_only(refused)}")
            return with_passphrase(
                lambda typed: Study.open_to_read(path, by=self.by, passphrase=typed)
            )

    def _back_up(self, study: "Study") -> None:
        """What was done stays done if the backup fails; that is told beside."""
        from domain.storage.backup_errors import BackupRefused
        from gui.words.safety import backup_refused

        try:
            study.back_up(now=self.now(study))
        except BackupRefused as refused:
            self.warn(backup_refused(refused))

    def now(self, study: "Study") -> datetime:
        """`--now`, else the demo's own clock in the demo, else the system's."""
        if self.set_clock is not None:
            return self.set_clock
        if not study.is_demo:
            return system_now()
        from gui.demo.clock import demo_clock

        return demo_clock(study)()

    def now_to_record(self, study: "Study") -> datetime:
        """The same, refused where a set clock would be written into a real study."""
        if self.set_clock is not None and not study.is_demo:
            raise clock_refused()
        return self.now(study)

    def say(self, text: str) -> None:
        """A line for the reader; with `--json` it goes to standard error."""
        (sys.stderr if self.as_json else sys.stdout).write(text + "\n")

    def warn(self, text: str) -> None:
        sys.stderr.write(text + "\n")

    def answer(self, document: object) -> None:
        """The one JSON document of `--json`."""
        text = json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False)
        sys.stdout.write(text + "\n")

    def refuse(self, sentence: str) -> None:
        if self.as_json:
            self.answer({"refused": sentence})
        self.warn(sentence)


def system_now() -> datetime:
    return datetime.now().astimezone()


def clock_refused() -> CommandRefused:
    return CommandRefused(
        _(
            "Nothing was recorded: --now sets the clock for questions, and in the demo study "
            "only for recording. Leave out --now."
        )
    )


def read_json(path: Path) -> object:
    """What the file holds; refused with a sentence if it is not JSON."""
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError:
        raise CommandRefused(
            _("“{file}” is not JSON. Nothing was changed.").format(file=path.name)
        ) from None


def _chosen_name() -> str:
    from gui.preferences import PreferencesFile

    return PreferencesFile().current.user_name


def _system_name() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "?"
