"""Whole imports in words: done, taken back, met again."""

from domain.errors import CopperdeskError
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import Flag
from domain.labsheet.saved_preview import PreviewInvalid
from domain.labsheet.workbook import SheetRefused
from domain.storage.tables import StoredResult
from gui.labimport.past_imports import DoneImport
from gui.words import dates, labsheet
from gui.words.errors import sentence_of
from gui.words.language import _, ngettext, pgettext


def imported(plan: ImportPlan) -> str:
    """11 results imported from Cu_2026-03-23.xlsx."""
    count = len(plan.to_store)
    return ngettext(
        "{count} result imported from {file}.", "{count} results imported from {file}.", count
    ).format(count=count, file=plan.file)


def taken_back(file: str) -> str:
    return _("Import of {file} undone.").format(file=file)


def where_from(done: DoneImport) -> str:
    """Sheet “Wyniki”, imported 16 Mar 2026 13:50 by A. Nowak; 4 results stored."""
    told = _("Imported {when} by {who}").format(when=dates.moment(done.at), who=done.by)
    if done.sheet:
        told = _("Sheet “{sheet}”, imported {when} by {who}").format(
            sheet=done.sheet, when=dates.moment(done.at), who=done.by
        )
    stored = ngettext(
        "{count} result of it is in the study",
        "{count} results of it are in the study",
        done.stored,
    ).format(count=done.stored)
    return f"{told}. {stored}."


def standing(stored: StoredResult) -> str:
    """What an imported result is to its draw now."""
    if stored.is_current:
        return pgettext("stored result", "Current")
    return pgettext("stored result", "Not current")


def remarks(stored: StoredResult) -> str:
    """Below LOQ, Unit converted: the flags it was stored with."""
    known = set(Flag)
    flags = [Flag(code) for code in stored.result.flags if code in known]
    return ", ".join(labsheet.flag(flag) for flag in flags)


def left_for_another(plan: ImportPlan) -> str:
    """The sheet that was being checked made way; what was decided about it is not kept."""
    return _("{file} was left without importing it. Nothing of it was saved.").format(
        file=plan.file
    )


def no_longer_holds(cells: tuple[str, ...]) -> str:
    """Saved decisions that were about another case than the row is now."""
    return ngettext(
        "The study changed since: the saved decision about {cells} no longer holds.",
        "The study changed since: the saved decisions about {cells} no longer hold.",
        len(cells),
    ).format(cells=", ".join(cells))


def saved_for_later(file: str) -> str:
    return _("Saved in {file}. Drop that file here to go on.").format(file=file)


def taken_up(plan: ImportPlan) -> str:
    """What was saved for later is in front again."""
    count = len({cell for decision in plan.decisions for cell in decision.cells})
    return ngettext(
        "Your saved decision about {count} row of {file} was taken up.",
        "Your saved decisions about {count} rows of {file} were taken up.",
        count,
    ).format(count=count, file=plan.file)


def why_not_read(error: CopperdeskError) -> str:
    """Why a sheet, or decisions about one, cannot be shown."""
    if isinstance(error, SheetRefused):
        return labsheet.refused(error)
    if isinstance(error, PreviewInvalid):
        return _("It holds no decisions that were saved here. Drop the laboratory’s sheet itself.")
    return sentence_of(error)


def imported_before(plan: ImportPlan) -> str:
    """The same bytes came in before; what that means now."""
    new = len(plan.to_store)
    if not new:
        return _("{file} was imported before. It holds nothing new.").format(file=plan.file)
    return ngettext(
        "{file} was imported before. {count} row of it can still be imported.",
        "{file} was imported before. {count} rows of it can still be imported.",
        new,
    ).format(file=plan.file, count=new)
