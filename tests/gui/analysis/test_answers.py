"""Every question of the plan has an answer, and everybody is in it or missing with a reason."""

import shutil
from contextlib import closing
from dataclasses import replace

import pytest

from domain.study import Study
from gui.analysis.answer import Answer
from gui.analysis.answering import answer_to, count, title
from gui.analysis.answers.basis import Basis
from gui.analysis.calculation import calculate, people_of, rows_of, settings_of
from gui.analysis.drawing import Look, Sketch, picture_of
from gui.analysis.topics import Question, Topic, questions_of
from gui.demo import DEMO_NOW
from gui.words.language import speaking
from stats.as_json import as_json
from stats.plan import analyse
from stats.presence import Measure
from stats.sections.intervals import intervals
from stats.settings import Comparison, Exploration, PatientSet, Subgroup
from tests.builders import NOW, study_with

EXPLORED = Exploration(Measure.MADRS, Comparison("baseline", "inf3"), Subgroup.WOMEN)


@pytest.fixture(scope="module")
def rows(made_demo, tmp_path_factory):
    path = tmp_path_factory.mktemp("answers") / "Demo.cdesk"
    shutil.copy(made_demo, path)
    with closing(Study.open(path, by="A. Nowak", now=DEMO_NOW)) as study:
        return rows_of(study, now=DEMO_NOW), settings_of(study.protocol.analysis)


@pytest.fixture(scope="module")
def basis(rows):
    read, settings = rows
    result = calculate(read, replace(settings, explorations=(EXPLORED,)))
    return Basis(result, people_of(read), read.infusions)


@pytest.fixture(scope="module")
def questions(basis: Basis) -> list[Question]:
    settings = basis.result.settings
    named = sorted({name for person in basis.people for name in person.comorbidities})
    groups = questions_of(settings.comparisons, intervals(settings), named, settings.explorations)
    return [question for group in groups.values() for question in group]


def test_every_topic_is_asked(questions):
    assert {question.topic for question in questions} == set(Topic)


@pytest.mark.parametrize("language", ["en", "pl"])
def test_no_two_questions_of_the_list_have_the_same_name(questions, language):
    with speaking(language):
        names = [title(question) for question in questions]

    assert len(set(names)) == len(names)


def test_a_correlation_is_named_by_its_scale_and_draws(basis, questions):
    question = next(one for one in questions if one.topic is Topic.CHANGES)

    assert title(question) == "Copper and MADRS: baseline\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}Cu5"
    assert count(question, basis).startswith("changes, ")
    with speaking("pl"):
        assert (
            title(question)
            == "Miedź i MADRS: przed leczeniem\N{NO-BREAK SPACE}→\N{NO-BREAK SPACE}Cu5"
        )


def test_a_missing_rating_says_why_its_visit_has_none(basis, questions):
    asked = [one for one in questions if one.topic in (Topic.CHANGES, Topic.RESPONSE)]
    reasons = [reason for one in asked for reason, _who in answer_to(one, basis).missing]

    assert "MADRS one week after the last infusion: not due yet" in reasons
    assert "Withdrew" in reasons
    assert not [reason for reason in reasons if "not recorded" in reason]


def test_who_has_no_draw_at_all_waits_for_the_first(basis, questions):
    question = next(one for one in questions if one.topic is Topic.ALL_DRAWS)

    reasons = [reason for reason, _who in answer_to(question, basis).missing]

    assert any(reason.startswith("Baseline ") for reason in reasons)
    assert not any(reason.startswith("Post ") for reason in reasons)


def test_who_has_too_few_visits_is_missing_for_that_reason(basis, questions):
    question = next(one for one in questions if one.topic is Topic.WITHIN_PATIENTS)

    (reason,) = answer_to(question, basis).missing

    assert reason[0] == "Fewer than two visits with both values"


def test_a_headline_of_one_sentence_has_no_full_stop(basis, questions):
    for question in questions:
        answer = answer_to(question, basis)
        if answer.is_estimable:
            assert answer.headline.endswith(".") == (". " in answer.headline), answer.headline


def test_every_answer_has_a_sentence_and_counts_everybody(basis, questions):
    for question in questions:
        answer = answer_to(question, basis)
        assert answer.headline, question
        assert title(question)
        assert count(question, basis)
        if answer.included:
            n, of_all = (int(word) for word in answer.included.split() if word.isdigit())
            assert n + answer.n_missing == of_all == 33, question


def test_every_answer_has_its_method_and_says_whether_the_protocol_is_followed(basis, questions):
    for question in questions:
        answer = answer_to(question, basis)
        if question.topic is not Topic.CHARACTERISTICS:
            assert "Settings match the study protocol." in answer.method_line, question
        other = answer_to(question, replace(basis, matches_protocol=False))
        assert other.method_line == answer.method_line.replace("match", "differ from", 1)


def test_every_table_is_as_broad_as_its_heading(basis, questions):
    for question in questions:
        for facts in answer_to(question, basis).tables:
            assert facts.rows, question
            assert {len(row) for row in facts.rows} == {len(facts.heading)}, question


def test_every_figure_is_drawn_and_names_the_patients_of_its_answer(basis, questions):
    look = Look(420, 260, 1.0, 12, 8, "Inter", {})
    for question in questions:
        answer = answer_to(question, basis)
        if not answer.caption:
            continue
        picture = picture_of(print, Sketch(question, basis, "en"), look)
        assert len(picture.pixels) == 4 * picture.width * picture.height
        named = {patient for patient, _x, _y in picture.spots}
        if question.topic in (Topic.COMPARISON, Topic.EXPLORATORY, Topic.CHANGES):
            assert answer.values is not None
            assert named == {row[0] for row in answer.values.rows}
        assert all(0.0 <= x <= 1.0 and 0.0 <= y <= 1.0 for _patient, x, y in picture.spots)


def test_the_picture_is_as_sharp_as_the_screen(basis):
    sketch = Sketch(Question(Topic.COMPARISON, Comparison("baseline", "inf5")), basis, "en")

    pictures = [
        picture_of(print, sketch, Look(400, 240, ratio, 12, 8, "Inter", {})) for ratio in (1.0, 2.0)
    ]

    assert [(picture.width, picture.height) for picture in pictures] == [(400, 240), (800, 480)]


def test_an_added_comparison_says_that_it_is_exploratory(basis):
    question = Question(
        Topic.EXPLORATORY, EXPLORED.comparison, EXPLORED.measure, exploration=EXPLORED
    )

    answer = answer_to(question, basis)

    assert answer.is_exploratory
    assert answer.title == "MADRS: baseline → after infusion 3, women"
    assert answer.headline == "MADRS was lower after infusion 3 than at baseline"
    assert "points" in answer.summary
    assert "added comparisons, 1" in answer.summary


def test_one_pair_is_too_few_and_said_so():
    with closing(study_with("KET-001", "KET-002")) as study:
        read = rows_of(study, now=NOW)
        settings = settings_of(study.protocol.analysis)
    visits = [dict(row) for row in read.visits]
    for row in visits:
        if row["patient_id"] == "KET-001" and row["visit"] in ("baseline", "inf5"):
            row.update(copper=100.0, missing_reason=None)
    read = replace(read, visits=visits)
    basis = Basis(calculate(read, settings), people_of(read), read.infusions)

    answer = answer_to(Question(Topic.COMPARISON, Comparison("baseline", "inf5")), basis)

    assert answer.headline == "Needs at least 2 pairs; you have 1."
    assert not answer.is_estimable
    assert not answer.tests
    assert answer.included == "Who is included: 1 of 2"


def test_of_complete_patients_every_answer_leaves_the_others_out(rows, questions):
    read, settings = rows
    settings = replace(settings, patients=PatientSet.COMPLETE, explorations=(EXPLORED,))
    basis = Basis(calculate(read, settings), people_of(read), read.infusions)
    complete = set(basis.result.complete)

    for question in questions:
        answer = answer_to(question, basis)
        if question.topic in (Topic.CHARACTERISTICS, Topic.MISSING) or answer.values is None:
            continue
        patients = {row[0] for row in answer.values.rows}
        assert patients <= complete, question


def test_rows_without_pandas_give_the_result_of_the_frames(rows):
    import pandas as pd

    read, settings = rows
    frames = pd.DataFrame(read.patients), pd.DataFrame(read.visits)

    by_rows = as_json(calculate(replace(read, ratings=[]), settings))
    by_frames = as_json(analyse(*frames, replace(settings, draws=read.draws)))

    assert by_rows == by_frames


def test_a_copy_holds_every_sentence_and_table(basis, questions):
    for question in questions:
        answer: Answer = answer_to(question, basis)
        html, text = answer.as_html(), answer.as_tabbed()
        for sentence in answer.sentences:
            assert sentence in text
        assert html.count("<table") == len(answer.tables)
        for facts in answer.tables:
            assert "\t".join(facts.heading) in text
