"""Whatever was done in a study: written as tables and read back, it is the same study."""

import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.errors import CopperdeskError
from domain.exchange.tables import read_tables
from domain.exchange.write_tables import write_tables
from domain.quality import DeviationRule
from domain.results import Result, Source
from domain.scales import Scale, item_names, item_top
from domain.screening import Outcome
from domain.study import Study
from domain.units import Unit
from domain.visits import Draw, Infusion, Rating, VisitKey
from tests.builders import CET, NOW, enrolment, protocol, study

NO_SHRINK = (Phase.explicit, Phase.reuse, Phase.generate)
"""Shrinking a whole story takes minutes and hardly shortens it."""
CODES = ("KET-001", "KET-002")
START = NOW - timedelta(days=10)
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0"), max_size=12
) | st.sampled_from(["=1+1", "+48 600", "-5,0", "@x", "'=1", "' =1", " =1", "a\nb", 'a"b,c;d', "'"])
WORDS = TEXTS.map(str.strip).filter(bool)
Step = Callable[[Study, datetime], Any]


def items(scale: Scale) -> st.SearchStrategy[tuple[int | None, ...]]:
    scores = [
        st.none() | st.integers(0, item_top(scale, n)) for n in range(1, len(item_names(scale)) + 1)
    ]
    return st.just(()) | st.tuples(*scores)


def visits(kind: type) -> st.SearchStrategy[Callable[[Study], Any]]:
    def pick(patient: str, place: int) -> Callable[[Study], Any]:
        def of(made: Study) -> Any:
            found = [v for v in made.course(patient).visits() if isinstance(v, kind)]
            return found[place % len(found)]

        return of

    return st.builds(pick, st.sampled_from(CODES), st.integers(0, 9))


def step(draw: st.DrawFn) -> Step:
    """One thing a person does; what the study refuses is simply not done."""
    text, word = draw(TEXTS), draw(WORDS)
    visit = draw(visits(draw(st.sampled_from([Infusion, Draw, Rating]))))
    timed = draw(st.booleans())
    dose = draw(st.none() | st.floats(1, 99).map(lambda mg: round(mg, 1)))
    scored = draw(st.tuples(st.none() | st.integers(0, 60), st.none() | st.integers(0, 60)))
    listed = draw(st.tuples(items(Scale.MADRS), items(Scale.YMRS)))
    value = draw(st.none() | st.decimals(0, 999, places=1))
    kind = draw(st.sampled_from(sorted(_STEPS)))
    chosen = (text, word, visit, timed, dose, scored, listed, value)
    return lambda made, now: _STEPS[kind](made, now, *chosen)


def _record(made: Study, now: datetime, text: str, word: str, visit: Any, timed: bool,
            dose: float | None, scored: Any, listed: Any, value: Any) -> None:  # fmt: skip
    of = visit(made)
    when: dict[str, Any] = {"on": now.date(), "at": now if timed else None, "now": now}
    if isinstance(of, Infusion):
        made.give_infusion(of.key, **when, dose_mg=dose, interruption=text, note=word)
    elif isinstance(of, Draw):
        made.collect_draw(of.key, **when, specimen_id=f"CU-{dose}", collector=word, note=text)
    else:
        made.rate(
            of.key, **when, madrs=scored[0], ymrs=scored[1], rater=word, note=text,
            madrs_items=listed[0], ymrs_items=listed[1],
        )  # fmt: skip


def _miss(made: Study, now: datetime, text: str, word: str, visit: Any, *_rest: Any) -> None:
    made.miss(visit(made).key, reason=word, note=text, now=now)


def _correct(made: Study, now: datetime, text: str, word: str, visit: Any, *_rest: Any) -> None:
    made.correct(replace(visit(made), note=text), reason=f"slip {word}", now=now)


def _result(
    made: Study,
    now: datetime,
    text: str,
    word: str,
    visit: Any,
    timed: bool,
    _dose: float | None,
    _scored: Any,
    _listed: Any,
    value: Decimal | None,
) -> None:
    key = next(d.key for d in made.course(visit(made).patient).draws if d.done_on)
    unit = None if value is None else (Unit.UG_DL if timed else Unit.UMOL_L)
    result = Result(
        word, value=value, unit=unit, reported_on=now.date(), lab=text, note=text,
        source=Source(word, "0" * 64, "A!B2"), flags=("haemolysed",) if timed else (),
    )  # fmt: skip
    made.enter_result(key, result, reason=f"slip {word}", now=now)


def _ask(made: Study, now: datetime, text: str, word: str, visit: Any, timed: bool,
         *_rest: Any) -> None:  # fmt: skip
    pending = [query.number for query in made.queries() if query.state.is_pending]
    if pending and timed:
        made.close_query(pending[0], answer=word, now=now)
    elif pending:
        made.verify_query(pending[-1], answer=text, now=now)
    else:
        made.raise_query(visit(made).key, word, now=now)


def _remark(made: Study, now: datetime, text: str, word: str, visit: Any, timed: bool,
            *_rest: Any) -> None:  # fmt: skip
    key: VisitKey = visit(made).key
    made.add_note(key.patient, word, now=now, key=key if timed else None)
    made.screen(f"S-{now:%d}", on=now.date(), outcome=Outcome.NOT_ELIGIBLE, reason=word, now=now)
    for one in made.deviations()[:1]:
        made.confirm_deviation(one.key, DeviationRule(one.rule), remark=word, now=now)


def _undo(made: Study, now: datetime, *_rest: Any) -> None:
    made.take_back(made.trail()[-1].action, now=now)


_STEPS: dict[str, Callable[..., None]] = {
    "record": _record,
    "record again": _record,
    "miss": _miss,
    "correct": _correct,
    "result": _result,
    "ask": _ask,
    "remark": _remark,
    "undo": _undo,
}


@st.composite
def stories(draw: st.DrawFn) -> list[tuple[int, Step]]:
    """Steps, with how many days pass before each."""
    return [(draw(st.integers(0, 4)), step(draw)) for _ in range(draw(st.integers(1, 14)))]


def told(story: list[tuple[int, Step]]) -> Study:
    made = study(now=START)
    for code in CODES:
        made.enrol(enrolment(code, weight_kg=68.0, comorbidities=("asthma",)), now=NOW)
    now = NOW
    for days, take in story:
        now += timedelta(days=days, minutes=7)
        with suppress(CopperdeskError, StopIteration):
            take(made, now)
    return made


def content(made: Study) -> dict[str, Any]:
    """All that is not part of the trail: who entered a visit, and when, belongs to it."""
    return {
        "protocol": made.protocol,
        "patients": made.patients(),
        "visits": [
            replace(visit, recorded_at=None, recorded_by="")
            for course in made.courses().values()
            for visit in sorted(course.visits(), key=lambda v: v.key)
        ],
        "results": [
            replace(result, import_number=None)
            for course in made.courses().values()
            for draw in sorted(course.draws, key=lambda d: d.key)
            for result in made.results(course.patient, draw.key.code)
        ],
        "queries": made.queries(),
        "deviations": made.deviations(withdrawn=True),
        "notes": made.notes(),
        "screening": made.screening_log(),
    }


@given(story=stories())
@settings(
    max_examples=60, deadline=None, phases=NO_SHRINK, suppress_health_check=[HealthCheck.too_slow]
)
def test_any_study_comes_back_from_its_tables_as_it_was(story: list[tuple[int, Step]]):
    made = told(story)
    later = max(entry.at for entry in made.trail())
    with tempfile.TemporaryDirectory() as folder:
        write_tables(made, Path(folder))

        read = read_tables(Path(folder), protocol=protocol("after_3_5_7"), now=later, zone=CET)

    again = Study.in_memory(read.protocol, now=later)
    again.store_tables(read, now=later)
    assert content(again) == content(made)
    assert made.verify().is_clean
    assert again.verify().is_clean
