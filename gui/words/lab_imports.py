"""Whole imports in words: done, taken back, met again."""

from domain.labsheet.plan import ImportPlan
from gui.words.language import _, ngettext


def imported(plan: ImportPlan) -> str:
    """11 results imported from Cu_2026-03-23.xlsx."""
    count = len(plan.to_store)
    return ngettext(
        "{count} result imported from {file}.", "{count} results imported from {file}.", count
    ).format(count=count, file=plan.file)


def taken_back(file: str) -> str:
    return _("Import of {file} undone.").format(file=file)


def left_for_another(plan: ImportPlan) -> str:
    """The sheet that was being checked made way; what was decided about it is not kept."""
    return _("{file} was left without importing it. Nothing of it was saved.").format(
        file=plan.file
    )


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
