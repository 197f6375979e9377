"""Whole imports in words: done, taken back, met again."""

from collections import Counter
from collections.abc import Mapping

from domain.errors import CopperdeskError
from domain.labsheet.plan import ImportPlan
from domain.labsheet.rows import Flag, RowStatus
from domain.labsheet.saved_preview import PreviewInvalid
from domain.labsheet.workbook import SheetRefused
from domain.storage.tables import StoredResult
from domain.undo_preview import UndoPreview
from gui.labimport.past_imports import DoneImport
from gui.words import dates, edits, lab_counts, labsheet
from gui.words.errors import sentence_of
from gui.words.language import _, ngettext, pgettext


def imported(plan: ImportPlan) -> str:
    """12 results and 1 unusable specimen imported from Cu.xlsx (New 11, Changed 1). Left out: …"""
    usable = [one for one in plan.to_store if one.result.is_usable]
    cells = {one.cell for one in usable}
    what = lab_counts.stored(len(usable), len(plan.to_store) - len(usable))
    stored = Counter(row.status for row in plan.rows if row.cell in cells)
    left = Counter(row.status for row in plan.rows if row.to_store is None)
    if stored:
        told = _("{what} imported from {file} ({statuses}).")
    else:
        told = _("{what} imported from {file}.")
    told = told.format(what=what, file=plan.file, statuses=by_status(stored))
    return told + " " + left_out(left) if left else told


def import_button(results: int, unusable: int) -> str:
    """Import 12 results and 1 unusable specimen."""
    return _("Import {what}").format(what=lab_counts.stored(results, unusable))


def left_out(counts: Mapping[RowStatus, int]) -> str:
    return _("Left out: {statuses}.").format(statuses=by_status(counts))


def by_status(counts: Mapping[RowStatus, int]) -> str:
    """New 11, Same 2, Changed 1: in the order of the statuses."""
    return ", ".join(
        f"{labsheet.status(status)} {counts[status]}" for status in RowStatus if counts.get(status)
    )


def taken_back(file: str) -> str:
    return _("Import of {file} undone.").format(file=file)


def back_again(file: str) -> str:
    """Undoing it was undone."""
    return _("The results of {file} are back in the study.").format(file=file)


def where_from(done: DoneImport) -> str:
    """Sheet “Wyniki”, imported 16 Mar 2026 13:50 by A. Nowak. In the study: 4 results. …"""
    told = _("Imported {when} by {who}").format(when=dates.moment(done.at), who=done.by)
    if done.sheet:
        told = _("Sheet “{sheet}”, imported {when} by {who}").format(
            sheet=done.sheet, when=dates.moment(done.at), who=done.by
        )
    stored = _("In the study: {what}").format(what=lab_counts.stored(done.stored, done.unusable))
    counts = {RowStatus(status): count for status, count in done.counts}
    rows = _("Rows of the sheet: {statuses}").format(statuses=by_status(counts))
    return f"{told}. {stored}. {rows}."


def undo_question(file: str) -> str:
    return _("Undo the import of {file}?").format(file=file)


def undo_explained(preview: UndoPreview) -> str:
    """What goes, what comes back, and what stays because it was edited since."""
    going = lab_counts.stored(preview.going - preview.unusable, preview.unusable)
    told = [_("This takes out of the study: {what}.").format(what=going)]
    if preview.back:
        told.append(
            ngettext(
                "{count} draw has its earlier result back: {draws}.",
                "{count} draws have their earlier results back: {draws}.",
                len(preview.back),
            ).format(count=len(preview.back), draws=edits.some_draws(preview.back))
        )
    if preview.kept:
        told.append(edits.results_kept(preview.kept))
    told.append(_("The audit trail keeps everything, and undoing can be undone."))
    return " ".join(told)


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


def left_without_importing(plan: ImportPlan) -> str:
    """The sheet that was being checked made way, or was left; its decisions are not kept."""
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


def unlike_a_sheet(file: str) -> str:
    """Heading of a file that was read and holds no results."""
    return _("“{file}” does not look like a laboratory’s sheet").format(file=file)


def unlike_sheet_in_front(file: str) -> str:
    """The same as a sentence, above the sheet that is being checked."""
    return _(
        "“{file}” does not look like a laboratory’s sheet. The sheet before it stays in front."
    ).format(file=file)


def why_unlike_a_sheet() -> str:
    return _(
        "No column of it could hold patients’ codes, tube numbers or copper results. "
        "Nothing was changed."
    )


def by_hand() -> str:
    """The button for a file that does not look like a sheet, and is one all the same."""
    return _("Say what its columns hold…")


def imported_before(plan: ImportPlan, recalled: int = 0) -> str:
    """The same bytes came in before; what that means now, and what was taken over from then."""
    told = _what_is_left(plan)
    if not recalled:
        return told
    taken_over = ngettext(
        "Your decision about {count} row was taken over from that import.",
        "Your decisions about {count} rows were taken over from that import.",
        recalled,
    ).format(count=recalled)
    return f"{told} {taken_over}"


def _what_is_left(plan: ImportPlan) -> str:
    new, undecided = len(plan.to_store), len(plan.blocking)
    if new:
        told = ngettext(
            "{file} was imported before. {count} row of it can still be imported.",
            "{file} was imported before. {count} rows of it can still be imported.",
            new,
        )
    elif undecided:
        told = ngettext(
            "{file} was imported before. {count} row of it still needs a decision.",
            "{file} was imported before. {count} rows of it still need a decision.",
            undecided,
        )
    else:
        told = _("{file} was imported before. It holds nothing new.")
    return told.format(file=plan.file, count=new or undecided)


def decisions_not_imported(plan: ImportPlan, count: int) -> str:
    """What is lost when a sheet in the middle of being checked is left with the study."""
    return ngettext(
        "{file}: {count} decision was made, and nothing imported yet.",
        "{file}: {count} decisions were made, and nothing imported yet.",
        count,
    ).format(file=plan.file, count=count)
