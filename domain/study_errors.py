"""Why the study refuses a command; nothing was written."""

from datetime import date
from enum import StrEnum

from domain.errors import CopperdeskError


class UnknownVisit(CopperdeskError):
    """A patient or visit the study does not have."""

    def __init__(self, what: str) -> None:
        super().__init__(f"not in this study: {what}")
        self.what = what


class EditedSince(CopperdeskError):
    """An action that cannot be taken back, because its rows were changed since."""

    def __init__(self, action: int, rows: tuple[str, ...]) -> None:
        super().__init__(f"action {action} cannot be taken back: {', '.join(rows)} changed since")
        self.action = action
        self.rows = rows


class Irreversible(CopperdeskError):
    """An action that is never taken back: what it removed is gone."""

    def __init__(self, action: int) -> None:
        super().__init__(f"action {action} is final")
        self.action = action


class NoImport(CopperdeskError):
    """An action that is to be taken back as an import, and imported nothing."""

    def __init__(self, action: int) -> None:
        super().__init__(f"action {action} is no import")
        self.action = action


class ImportRefused(CopperdeskError):
    """An import that is not decided, or was planned on a study that changed meanwhile."""

    def __init__(self, *, undecided: int = 0, outdated: bool = False) -> None:
        super().__init__(
            "import refused: " + ("outdated" if outdated else f"{undecided} undecided")
        )
        self.undecided = undecided
        self.outdated = outdated


class WhyNotWithdrawn(StrEnum):
    """Why a withdrawal cannot be recorded as asked."""

    ALREADY = "already"
    REASON_MISSING = "reason_missing"
    BEFORE_ENROLMENT = "before_enrolment"
    IN_THE_FUTURE = "in_the_future"


class WithdrawalRefused(CopperdeskError):
    """A withdrawal that cannot be right."""

    def __init__(self, why: WhyNotWithdrawn, patient: str, *, day: date | None = None) -> None:
        """`day` is that of the earlier withdrawal, of the enrolment, or the one asked for."""
        super().__init__(f"{patient} cannot be withdrawn: {why} {day or ''}".rstrip())
        self.why = why
        self.patient = patient
        self.day = day
