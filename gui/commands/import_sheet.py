"""`copperdesk import`: checks a lab sheet, or imports it if nothing is left to decide."""

import argparse
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from domain.labsheet.as_json import plan_as_json, refusal_as_json
from domain.labsheet.decisions import Decision, DecisionInvalid
from domain.labsheet.plan import ImportPlan
from domain.labsheet.questions import Asks
from domain.labsheet.saved_preview import SavedPreview
from domain.labsheet.workbook import SheetRefused
from domain.study_errors import ImportRefused
from gui.commands.context import Context, clock_refused, read_json
from gui.commands.sheet_plan import checked
from gui.commands.text_table import aligned
from gui.labimport.sheet_check import SheetCheck
from gui.words import lab_columns, lab_counts, lab_imports, lab_reasons, lab_rows, labsheet
from gui.words.errors import sentence_of
from gui.words.language import _, ngettext

if TYPE_CHECKING:
    from domain.study import Study


def run(arguments: argparse.Namespace, context: Context) -> int:
    with context.study(arguments.study) as study:
        if not arguments.check and context.set_clock is not None and not study.is_demo:
            raise clock_refused()
        now = context.now(study)
        try:
            check = _check(study, arguments, now)
        except SheetRefused as refused:
            return _tell_refusal(refused, arguments.sheet, context)
        check = _decided(check, arguments.decide)
        if check.no_longer:
            context.warn(lab_imports.no_longer_holds(check.no_longer))
        # What the sheet leaves open is answered in the mapping, never by deciding rows.
        plan = replace(check.plan, needs=check.questions)
        doubt = _doubt(check, is_mapped=arguments.mapping is not None)
        if not arguments.check:
            return _import(study, plan, doubt, now, context)
        _tell(plan, context)
        if doubt:
            context.warn(doubt)
        return 0


def _check(study: "Study", arguments: argparse.Namespace, now: datetime) -> SheetCheck:
    corrections: object = read_json(arguments.mapping) if arguments.mapping else None
    known = study.known_for_import(today=now.date())
    return checked(arguments.sheet, known, study.lab_mappings(), corrections)


def _decided(check: SheetCheck, decide: Path | None) -> SheetCheck:
    """With the decisions of a file: a list of them, or a saved preview."""
    if decide is None:
        return check
    document = read_json(decide)
    if not (isinstance(document, dict) and "kind" in document):
        plan = check.plan.decided(*_decisions(cast("object", document), check.plan))
        return replace(check, plan=plan)
    return check.taken_up(SavedPreview.from_dict(cast("dict[str, object]", document)))


def _doubt(check: SheetCheck, *, is_mapped: bool) -> str:
    """What the window would let a person look at before the rows; empty if nothing."""
    if check.differs_from and not is_mapped:
        return lab_columns.differences(check.differs_from, check.differences)
    return ""


def _decisions(document: object, plan: ImportPlan) -> tuple[Decision, ...]:
    """The decisions in a list, or in an object under `decisions`."""
    if isinstance(document, dict):
        document = cast("dict[str, object]", document).get("decisions")
    if not isinstance(document, list):
        raise DecisionInvalid("decisions")
    decisions = tuple(map(_decision, cast("list[object]", document)))
    for decision in decisions:
        if not decision.cells or any(plan.row(cell) is None for cell in decision.cells):
            raise DecisionInvalid("cells")
    return decisions


def _decision(entry: object) -> Decision:
    if not isinstance(entry, dict):
        raise DecisionInvalid("decisions")
    return Decision.from_dict(cast("dict[str, object]", entry))


def _import(study: "Study", plan: ImportPlan, doubt: str, now: datetime, context: Context) -> int:
    if doubt or plan.needs or plan.blocking or not plan.rows:
        sentence = doubt or _why_not(plan)
        _tell(plan, context, refused=sentence)
        context.warn(sentence)
        return 1
    if plan.to_store:
        study.accept(plan, now=now, lab=plan.mapping.lab)
    count = len(plan.to_store)
    if context.as_json:
        context.answer(plan_document(plan) | {"imported": count})
        return 0
    if count:
        context.say(_("{what} imported.").format(what=_stored(plan)))
    else:
        context.say(_("There is nothing new in this sheet. Nothing was changed."))
    return 0


def _stored(plan: ImportPlan) -> str:
    unusable = sum(not one.result.is_usable for one in plan.to_store)
    return lab_counts.stored(len(plan.to_store) - unusable, unusable)


def _why_not(plan: ImportPlan) -> str:
    if plan.needs:
        return _("The sheet leaves something open. Answer it in a file for --mapping.")
    return sentence_of(ImportRefused(undecided=len(plan.blocking)))


def plan_document(plan: ImportPlan) -> dict[str, object]:
    """The JSON of `import --check`."""
    sentences = {row.why: lab_reasons.reason(row) for row in plan.rows}
    return plan_as_json(plan, lambda why: sentences[why])


def _tell_refusal(refused: SheetRefused, sheet: Path, context: Context) -> int:
    sentence = labsheet.refused(refused)
    if context.as_json:
        context.answer(refusal_as_json(refused, file=sheet.name, sentence=sentence))
    context.warn(sentence)
    return 1


def _tell(plan: ImportPlan, context: Context, refused: str | None = None) -> None:
    if context.as_json:
        context.answer(plan_document(plan) | {"refused": refused})
        return
    if plan.imported_before:
        context.say(_("This file was imported before."))
    if any(question.asks is Asks.PATIENT_COLUMN for question in plan.needs):
        context.say(_("No column with patient codes or tube numbers was recognised in this file."))
        return
    rows = [
        (
            row.cell,
            lab_rows.patient(row),
            lab_rows.draw(row),
            row.verbatim or "",
            lab_rows.in_ug_dl(row),
            labsheet.status_of(row),
            lab_reasons.reason(row) if row.needs_decision else "",
        )
        for row in plan.rows
    ]
    context.say(aligned(rows, right=frozenset({3, 4})))
    counts = (f"{labsheet.status(status)} {count}" for status, count in plan.counts.items())
    context.say(", ".join(counts))
    count = len(plan.blocking)
    context.say(ngettext("{count} to decide", "{count} to decide", count).format(count=count))
    for question in plan.needs:
        context.say(
            _("Open: {question}. Choices: {choices}.").format(
                question=question.asks, choices=", ".join(question.choices)
            )
        )
