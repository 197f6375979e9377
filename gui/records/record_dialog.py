"""The whole record of one visit: recorded with its details, or corrected with a reason."""

from dataclasses import replace
from typing import TypeAlias

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from domain.correcting import only_completes
from domain.dosing import MeasureRefused
from domain.edits import CollectDraw, Edit, GiveInfusion, Rate
from domain.errors import CopperdeskError
from domain.record_edits import Correct
from domain.visits import Draw, Infusion, Rating, VisitKey, VisitState
from gui.records.fields import (
    DrawFields,
    InfusionFields,
    MissedFields,
    RatingFields,
    RecordFields,
)
from gui.records.moment_fields import MomentFields
from gui.records.reason_choice import TypedReason
from gui.session import Session
from gui.widgets.buttons import PrimaryButton
from gui.widgets.form_dialog import FormDialog
from gui.words import record_forms as words
from gui.words.errors import sentence_of
from gui.words.language import _

Recordable: TypeAlias = Infusion | Draw | Rating


class RecordDialog(FormDialog):
    """Everything a person records of a visit; nothing of it is required but the moment."""

    def __init__(self, session: Session, visit: Recordable, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            words.title(visit),
            PrimaryButton(words.save(visit)),
            told=words.told(visit),
            parent=parent,
        )
        self.visit = visit
        self.when: MomentFields | None = None
        if visit.state is not VisitState.MISSED:
            self.when = MomentFields(visit, session.now())
            self.fields.addWidget(self.when)
            self.when.changed.connect(self._judge)
        self.details = self._details()
        self.fields.addWidget(self.details)
        self.reason: TypedReason | None = None
        if visit.is_recorded:
            self.reason = TypedReason(words.correction_reason())
            self.reason.changed.connect(self._judge)
            self.fields.addWidget(self.reason)
        self.fields.addStretch(1)
        self.details.changed.connect(self._judge)
        self._judge()
        self.details.first().setFocus()

    def wanted(self) -> Recordable:
        """The visit as the form says."""
        wanted = self.details.filled(self.visit)
        if self.when is None:
            return wanted
        on, at = self.when.answer
        return replace(wanted, done_on=on, done_at=at)

    def edit(self) -> Edit:
        wanted = self.wanted()
        if self.reason is not None:
            return Correct(wanted, self.reason.answer)
        return _recording(wanted)

    def explain(self, error: CopperdeskError) -> None:
        if isinstance(error, MeasureRefused) and isinstance(self.details, InfusionFields):
            is_weight = error.measure == "weight_kg"
            field = self.details.weight if is_weight else self.details.dose
            field.refuse(sentence_of(error))
        else:
            super().explain(error)

    def _details(self) -> RecordFields:
        visit, study = self.visit, self.session.study
        if visit.state is VisitState.MISSED:
            return MissedFields(visit, study.protocol.reasons)
        match visit:
            case Infusion():
                patient, rules = study.patient(visit.patient), study.protocol.infusions
                return InfusionFields(visit, patient, rules)
            case Draw():
                return DrawFields(visit, by=study.by)
            case Rating():
                return RatingFields(visit)

    def _judge(self) -> None:
        self.say_wrong("")
        self._judge_fields()
        if self.isVisible():
            QTimer.singleShot(0, self.grow)  # once what has come or gone is laid out

    def _judge_fields(self) -> None:
        is_right = all([self.details.is_right(), self.details.holds_no_person()])
        is_right = is_right and not (self.when is not None and self.when.error)
        if self.reason is None:
            self.save.setEnabled(is_right and self._has_scores())
            return
        is_other = is_right and self.wanted() != self.visit
        told = "" if is_other or not is_right else _("Nothing is different yet.")
        self.note.setText(told)
        completes = is_other and only_completes(self.visit, self.wanted())
        self.reason.excuse(words.needs_no_reason() if completes else "")
        self.save.setEnabled(is_other and (completes or bool(self.reason.answer)))

    def _has_scores(self) -> bool:
        if not isinstance(self.details, RatingFields):
            return True
        rating = self.wanted()
        assert isinstance(rating, Rating)
        return rating.madrs is not None or rating.ymrs is not None


def ask_record(session: Session, key: VisitKey, parent: QWidget) -> RecordDialog:
    """Show the record of a visit over `parent`'s window."""
    visit = session.study.visit(key)
    assert isinstance(visit, (Infusion, Draw, Rating)), "there are three kinds"
    dialog = RecordDialog(session, visit, parent)
    dialog.show_for()
    return dialog


def _recording(wanted: Recordable) -> Edit:
    """The edit that records an open visit with everything the form says."""
    on = wanted.done_on
    assert on is not None, "the form has asked for the day"
    match wanted:
        case Infusion():
            return GiveInfusion(
                wanted.key,
                on=on,
                at=wanted.done_at,
                dose_mg=wanted.dose_mg,
                weight_kg=wanted.weight_kg,
                interrupted=wanted.interrupted,
                interruption=wanted.interruption,
                note=wanted.note,
            )
        case Draw():
            return CollectDraw(
                wanted.key,
                on=on,
                at=wanted.done_at,
                specimen_id=wanted.specimen_id,
                collector=wanted.collector,
                condition=wanted.condition,
                note=wanted.note,
            )
        case Rating():
            return Rate(
                wanted.key,
                on=on,
                at=wanted.done_at,
                madrs=wanted.madrs,
                ymrs=wanted.ymrs,
                rater=wanted.rater,
                note=wanted.note,
            )
