"""Refusals of files, imports and whole tables; those of single visits are in `gui.words.errors`."""

from collections.abc import Sequence

from domain.errors import CopperdeskError, Problem
from domain.exchange.problems import TablesRefused
from domain.labsheet.decisions import DecisionInvalid
from domain.labsheet.mapping import MappingInvalid
from domain.labsheet.saved_preview import PreviewInvalid, PreviewOfAnotherFile
from domain.labsheet.workbook import SheetRefused
from domain.protocol_file import ProtocolRefused
from domain.storage.backup_errors import BackupRefused
from domain.storage.redacting import RedactionRefused
from domain.study_errors import (
    EditedSince,
    ImportRefused,
    Irreversible,
    NoImport,
    UnknownVisit,
    WhyNotWithdrawn,
    WithdrawalRefused,
)
from gui.words import dates, labsheet, problems, safety
from gui.words.language import _, ngettext

SHOWN_PROBLEMS = 30
"""Of a file with thousands, these are enough to see what is the matter."""


def file_or_import_refused(error: CopperdeskError) -> str | None:
    """The sentence for `error`, or None if it is none of these."""
    match error:
        case SheetRefused():
            return labsheet.refused(error)
        case MappingInvalid() | DecisionInvalid() | PreviewInvalid() | PreviewOfAnotherFile():
            return _invalid(error)
        case TablesRefused() | ProtocolRefused():
            return problems_found(error)
        case (
            EditedSince()
            | ImportRefused()
            | UnknownVisit()
            | Irreversible()
            | NoImport()
            | WithdrawalRefused()
        ):
            return _study_differs(error)
        case BackupRefused() | RedactionRefused():
            return safety.refused(error)
        case _:
            return None


def problems_found(error: TablesRefused | ProtocolRefused) -> str:
    """How many problems there are, and each of them on a line."""
    count = len(error.problems)
    if isinstance(error, TablesRefused):
        head = ngettext(
            "The tables have {count} problem. Nothing was written; put it right and try again.",
            "The tables have {count} problems. Nothing was written; put them right and try again.",
            count,
        )
    else:
        head = ngettext(
            "The protocol has {count} problem. Nothing was changed.",
            "The protocol has {count} problems. Nothing was changed.",
            count,
        )
    return _with_lines(head.format(count=count), error.problems)


def withdrawal_refused(error: WithdrawalRefused) -> str:
    """Why the withdrawal is not recorded, and what to do."""
    words = {
        WhyNotWithdrawn.ALREADY: _("{patient} withdrew on {day} already. Nothing was changed."),
        WhyNotWithdrawn.REASON_MISSING: _("{patient}: choose a reason for the withdrawal."),
        WhyNotWithdrawn.BEFORE_ENROLMENT: _(
            "{patient} was enrolled on {day}. Choose that day or a later one."
        ),
        WhyNotWithdrawn.IN_THE_FUTURE: _(
            "{patient}: {day} is in the future. Record the withdrawal on its day."
        ),
    }
    day = dates.day(error.day) if error.day else ""
    return words[error.why].format(patient=error.patient, day=day)


def _study_differs(
    error: EditedSince | ImportRefused | UnknownVisit | Irreversible | NoImport | WithdrawalRefused,
) -> str:
    match error:
        case WithdrawalRefused():
            return withdrawal_refused(error)
        case EditedSince():
            return _("This cannot be taken back, because it was changed again since.")
        case Irreversible():
            return _("What was removed on purpose is gone; it cannot be brought back.")
        case NoImport():
            return _("This was no import. Nothing was taken back.")
        case UnknownVisit():
            return _("This study has no {what}. Look whether somebody took it back.").format(
                what=error.what
            )
        case ImportRefused():
            return import_refused(error)


def import_refused(error: ImportRefused) -> str:
    if error.outdated:
        return _("The study changed since this sheet was checked. Check it again.")
    if not error.undecided:
        return _("There is nothing to import in this sheet. Nothing was changed.")
    return ngettext(
        "{count} row needs a decision before you can import.",
        "{count} rows need a decision before you can import.",
        error.undecided,
    ).format(count=error.undecided)


def _invalid(
    error: MappingInvalid | DecisionInvalid | PreviewInvalid | PreviewOfAnotherFile,
) -> str:
    if isinstance(error, PreviewOfAnotherFile):
        return _(
            "“{file}” was changed since the decisions were saved, or they belong to another file. "
            "Check it again. Nothing was changed."
        ).format(file=error.file)
    if isinstance(error, MappingInvalid):
        return _("The mapping cannot be used: look at “{key}”. Nothing was changed.").format(
            key=error.key
        )
    return _("The decisions cannot be used: look at “{key}”. Nothing was changed.").format(
        key=error.key
    )


def _with_lines(head: str, found: Sequence[Problem]) -> str:
    lines = [head, *(f"  {problems.line(problem)}" for problem in found[:SHOWN_PROBLEMS])]
    left = len(found) - SHOWN_PROBLEMS
    if left > 0:
        more = ngettext("and {count} more", "and {count} more", left).format(count=left)
        lines.append(f"  {more}")
    return "\n".join(lines)
