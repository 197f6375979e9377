"""How a study is made, opened, and opened to be looked at only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Self

from domain.errors import CopperdeskError
from domain.protocol import Protocol
from domain.protocol_file import protocol_as_text
from domain.storage.audit import What
from domain.storage.backup import newest_good
from domain.storage.connecting import errors
from domain.storage.contents import StudyFacts
from domain.storage.migrate import open_up_to_date
from domain.storage.study_file import IN_MEMORY, StudyFile, StudyRefused, WhyNot
from domain.study_actions import StudyActions

REPLACEABLE = (
    WhyNot.MISSING, WhyNot.DAMAGED, WhyNot.FOREIGN, WhyNot.NEWER, WhyNot.ALTERED,
)  # fmt: skip
"""Refusals after which a backup helps."""
READABLE = (WhyNot.DAMAGED, WhyNot.ALTERED, WhyNot.NO_PERMISSION, WhyNot.NO_SPACE)
"""Refusals after which the study may still be looked at."""


_UNREADABLE = (CopperdeskError, ValueError, ArithmeticError, LookupError, TypeError)
"""What is raised by values that were changed from outside."""


class StudyOpening(StudyActions):
    """The ways to an open study."""

    @classmethod
    def create(
        cls,
        path: Path,
        protocol: Protocol,
        *,
        name: str,
        by: str,
        now: datetime,
        short_name: str = "",
        is_demo: bool = False,
        passphrase: str = "",
        begin: Callable[[Self], object] | None = None,
    ) -> Self:
        """A new study at `path`, encrypted if there is a passphrase; empty but for what
        `begin` stores in it, all of which is there when the file is, or no file is.

        Raises `StudyRefused` if a file is there.
        """
        from uuid import uuid4

        facts = StudyFacts(str(uuid4()), name, short_name or name, protocol, is_demo, now)

        def fill(file: StudyFile) -> None:
            study = cls(file, by)
            with study._action(What.CREATE_STUDY, now, is_demo=is_demo) as action:
                action.put("study", facts.as_row(protocol_as_text(protocol)))
            study._know_holidays(range(now.year - 1, now.year + 3))
            if begin is not None:
                begin(study)

        return cls(StudyFile.create(path, now=now, passphrase=passphrase, fill=fill), by)

    @classmethod
    def in_memory(cls, protocol: Protocol, *, now: datetime, by: str = "test") -> Self:
        """A study that lives only as long as this object."""
        return cls.create(IN_MEMORY, protocol, name="In memory", by=by, now=now)

    @classmethod
    def open(cls, path: Path, *, by: str, now: datetime, passphrase: str = "") -> Self:
        """The study at `path`; one of an earlier version is backed up and brought up to date.

        Raises `StudyRefused` with the reason if it cannot be used, and with the newest good
        backup if it is gone, damaged, or not this version's; `BackupRefused` if the backup
        before bringing it up to date cannot be made.
        """
        try:
            file = open_up_to_date(path, now=now, passphrase=passphrase)
            return cls._readable(file, by)
        except StudyRefused as refused:
            if refused.why in REPLACEABLE:
                refused.backup = newest_good(path, passphrase)
            refused.can_be_read = refused.why in READABLE and _can_be_read(path, passphrase)
            raise

    @classmethod
    def open_to_read(cls, path: Path, *, by: str, passphrase: str = "") -> Self:
        """The study at `path` as it stands, to be looked at only: every command is refused.

        Raises `StudyRefused` if it cannot be read either.
        """
        return cls._readable(StudyFile.open_to_read(path, passphrase), by)

    @classmethod
    def _readable(cls, file: StudyFile, by: str) -> Self:
        """A study all of whose rows can be read; values that SQLite takes may still be none."""
        study = cls(file, by)
        try:
            study._contents.read_all()
            study._quality.read_all()
        except (
            *errors(),
            CopperdeskError,
            ValueError,
            ArithmeticError,
            LookupError,
            TypeError,
        ) as e:
            study.close()
            raise StudyRefused(WhyNot.DAMAGED, file.path) from e
        return study


def _can_be_read(path: Path, passphrase: str) -> bool:
    try:
        StudyOpening.open_to_read(path, by="", passphrase=passphrase).close()
    except StudyRefused:
        return False
    return True
