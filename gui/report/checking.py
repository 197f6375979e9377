"""Whether a report still says what the study holds: by its manifest, against the study now."""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from domain.storage.audit import Head, What

if TYPE_CHECKING:
    from domain.study import Study

MANIFEST = "manifest.json"


class NotAReport(Exception):
    """There is no readable manifest where one was looked for."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self.path = path


class Standing(StrEnum):
    """How a report stands to a study."""

    CURRENT = "current"
    """Nothing was entered since."""
    SAME_DATA = "same_data"
    """Entries were made since, none of which changes the data of the report."""
    CHANGED = "changed"
    """The data are not those of the report any more."""
    ELSEWHERE = "elsewhere"
    """The report is of another study, or of plain tables, or the trail was cut since."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What a report says of itself."""

    folder: Path
    title: str
    written_at: datetime
    data_sha256: str
    head: Head | None
    altered: tuple[str, ...]
    """Files of the report that are not as they were written, or gone."""


@dataclass(frozen=True, slots=True)
class ReportCheck:
    """A report beside the study as it is now."""

    report: Reported
    standing: Standing
    data_sha256: str
    """Of the study's data now, seen on the day of the report."""
    entries_since: int
    since: frozenset[What]
    """What was done since."""
    protocol_changed: bool
    """Whether the protocol was changed, or defaults were confirmed, since."""

    @property
    def is_current(self) -> bool:
        """The report says what the study holds, and no file of it was touched."""
        holds = self.standing in (Standing.CURRENT, Standing.SAME_DATA)
        return holds and not self.protocol_changed and not self.report.altered


def reported(chosen: Path) -> Reported:
    """What the report in the folder `chosen`, or of the file `chosen`, says of itself.

    Reads and hashes its files; touches no study. Raises `NotAReport`.
    """
    folder = chosen if chosen.is_dir() else chosen.parent
    try:
        told = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return _reported(folder, cast("dict[str, Any]", told))
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise NotAReport(chosen) from error


def check_report(study: "Study", report: Reported) -> ReportCheck:
    """Compare by the fingerprint of the data and by the head of the audit trail."""
    from gui.analysis.calculation import rows_of
    from gui.report.reading import fingerprint

    # What is not due yet changes with the days alone: the data are seen on the report's day.
    rows = rows_of(study, now=report.written_at)
    now = fingerprint(rows.patients, rows.visits, rows.ratings)
    head = study.head()
    if report.head is None or not study.went_on_from(report.head):
        return ReportCheck(report, Standing.ELSEWHERE, now, 0, frozenset(), protocol_changed=False)
    since = head.count - report.head.count
    later: frozenset[What] = study.trail_after(report.head.count) if since else frozenset()
    is_other = any(what in (What.CHANGE_PROTOCOL, What.CONFIRM_DEFAULTS) for what in later)
    if since == 0:
        standing = Standing.CURRENT
    else:
        standing = Standing.SAME_DATA if now == report.data_sha256 else Standing.CHANGED
    return ReportCheck(report, standing, now, since, later, protocol_changed=is_other)


def _reported(folder: Path, told: dict[str, Any]) -> Reported:
    audit = told["audit"]
    return Reported(
        folder,
        str(told["title"]),
        datetime.fromisoformat(told["written_at"]),
        str(told["data"]["sha256"]),
        None if audit is None else Head(int(audit["entries"]), str(audit["head"])),
        tuple(
            name
            for name, digest in sorted(told["files"].items())
            if _sha256(folder / name) != digest
        ),
    )


def _sha256(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError:
        return ""
