"""The history of a patient: what was corrected, restored, chosen and asked, each in a sentence."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from domain.edits import CollectDraw
from domain.record_edits import (
    AnswerQuery,
    ChooseResult,
    CloseQuery,
    Correct,
    CorrectPatient,
    EnterResult,
    RaiseQuery,
)
from domain.results import Result
from domain.units import Unit
from domain.visits import Draw, Infusion, VisitKey, VisitKind
from gui.demo import DEMO_NOW
from gui.session import Session
from gui.words import language
from gui.words.history import happenings
from tests.builders import draw

CU3 = draw("inf3", "KET-024")
CU7 = draw("inf7", "KET-024")


def told(session: Session, count: int = 1) -> list[str]:
    lines = happenings(session.study.trail(patient="KET-024"))
    return [line.sentence for line in lines[:count]]


def collect(session: Session) -> Draw:
    session.perform(CollectDraw(CU7, on=DEMO_NOW.date(), at=DEMO_NOW))
    stored = session.study.visit(CU7)
    assert isinstance(stored, Draw)
    return stored


def enter(session: Session, text: str) -> None:
    result = Result(text, value=Decimal(text), unit=Unit.UG_DL)
    session.perform(EnterResult(CU3, result, "typing error on the phone"))


def test_what_was_taken_back_and_done_again_is_restored(session: Session):
    collect(session)
    session.undo_stack.undo()
    assert told(session) == ["Taken back: Copper draw Cu7."]

    session.undo_stack.redo()
    assert told(session) == ["Restored: Copper draw Cu7."]

    session.undo_stack.undo()
    assert told(session) == ["Taken back: Copper draw Cu7."]


def test_a_correction_says_from_what_to_what(session: Session):
    stored = collect(session)
    session.perform(Correct(replace(stored, condition="haemolysed"), "seen in the laboratory"))
    assert told(session) == ["Copper draw Cu7 completed: condition haemolysed."]

    at = DEMO_NOW - timedelta(minutes=7)
    later = replace(stored, condition="haemolysed", done_at=at)
    session.perform(Correct(later, "read off the label"))
    assert told(session) == ["Copper draw Cu7 corrected: time 10:12 → 10:05."]


def test_what_follows_a_corrected_infusion_is_left_to_the_audit_trail(session: Session):
    key = VisitKey("KET-024", VisitKind.INFUSION, "7")
    given = session.study.visit(key)
    assert isinstance(given, Infusion)
    session.perform(Correct(replace(given, dose_mg=40.0), "read off the chart"))

    (sentence,) = told(session)
    assert sentence.startswith("Infusion 7 corrected: dose")
    assert sentence.endswith("34.0 → 40.0.")


def test_corrected_details_are_named(session: Session):
    patient = session.study.patient("KET-024")
    session.perform(CorrectPatient(replace(patient, weight_kg=70.0), "weighed again"))

    assert told(session) == ["Details corrected: weight (kg) 68.0 → 70.0."]


def test_a_comorbidity_that_is_added_is_named(session: Session):
    patient = session.study.patient("KET-024")
    more = replace(patient, comorbidities=(*patient.comorbidities, "asthma"))
    session.perform(CorrectPatient(more, "asked again"))

    assert told(session) == ["Details corrected: “asthma” added."]


def test_another_result_chosen_says_which_counts(session: Session):
    enter(session, "106.2")
    assert told(session) == ["Cu3 changed from 109.4 to 106.2."]
    first = session.study.results("KET-024", "inf3")[0].serial
    session.perform(ChooseResult(CU3, first, "misheard on the phone"))

    assert told(session) == ["Cu3: 109.4 counts, 106.2 no longer."]


def test_queries_are_named_by_their_visit(session: Session):
    session.perform(RaiseQuery(CU3, "Which tube?"))
    number = session.study.queries("KET-024")[-1].number
    session.perform(AnswerQuery(number, "The first."))
    session.perform(CloseQuery(number))

    assert told(session, 3) == [
        "Query about copper draw Cu3 closed.",
        "Query about copper draw Cu3 answered.",
        "Query about copper draw Cu3 opened.",
    ]


def test_every_sentence_is_said_in_polish_too(session: Session):
    collect(session)
    session.undo_stack.undo()
    session.undo_stack.redo()
    with language.speaking("pl"):
        assert told(session) == ["Przywrócono: Pobranie Cu7."]
