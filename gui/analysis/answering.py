"""One question, its title, its number of patients, and its answer; knows no Qt."""

from collections.abc import Callable

from gui.analysis.answer import Answer
from gui.analysis.answers import all_draws, groups, pairs, sample, symptoms
from gui.analysis.answers.basis import Basis
from gui.analysis.topics import Question, Topic, TopicGroup
from gui.words import analysis as words
from gui.words import questions
from gui.words.language import _
from gui.words.questions import grouping, over_all_draws

_ANSWERS: dict[Topic, Callable[[Question, Basis], Answer]] = {
    Topic.COMPARISON: pairs.comparison,
    Topic.ALL_DRAWS: all_draws.over_draws,
    Topic.EVERY_PAIR: pairs.every_pair,
    Topic.EXPLORATORY: pairs.exploration,
    Topic.CHANGES: symptoms.changes,
    Topic.WITHIN_PATIENTS: symptoms.within_patients,
    Topic.GROUPS: groups.two_groups,
    Topic.NUMBER_OF_COMORBIDITIES: groups.by_number,
    Topic.RESPONSE: sample.response,
    Topic.RESPONDERS: groups.responders,
    Topic.OTHER_WAYS: sample.other_ways,
    Topic.CHARACTERISTICS: sample.who,
    Topic.BY_DRAW: sample.by_draw,
    Topic.MISSING: sample.missing,
    Topic.METHODS: sample.methods,
}


def answer_to(question: Question, basis: Basis) -> Answer:
    """What the card shows of `question`."""
    return _ANSWERS[question.topic](question, basis)


def group_title(of: TopicGroup) -> str:
    return {
        TopicGroup.OVER_TIME: _("Copper over time"),
        TopicGroup.ADDED: _("Added by you, exploratory"),
        TopicGroup.SYMPTOMS: _("Copper and symptoms"),
        TopicGroup.GROUPS: _("Groups"),
        TopicGroup.RESPONSE: _("Response"),
        TopicGroup.OTHER_WAYS: _("Sensitivity and equivalence"),
        TopicGroup.SAMPLE: _("Sample"),
    }[of]


def title(of: Question) -> str:
    """In the list on the left."""
    match of:
        case Question(Topic.COMPARISON, comparison) if comparison is not None:
            return words.comparison(comparison)
        case Question(Topic.OTHER_WAYS, comparison) if comparison is not None:
            return questions.other_ways(comparison)
        case Question(Topic.CHANGES, comparison) if comparison is not None:
            return questions.changes(of.measure, comparison)
        case Question(Topic.EXPLORATORY) if of.exploration is not None:
            return questions.exploration(of.exploration)
        case Question(Topic.GROUPS) if of.grouping is not None:
            return grouping(of.grouping)
        case _other:
            return _plain_title(of)


def _plain_title(of: Question) -> str:
    return {
        Topic.ALL_DRAWS: over_all_draws(of.measure),
        Topic.EVERY_PAIR: _("Every two draws"),
        Topic.WITHIN_PATIENTS: questions.within_patients(of.measure),
        Topic.NUMBER_OF_COMORBIDITIES: _("Number of comorbidities"),
        Topic.RESPONSE: _("Response and remission"),
        Topic.RESPONDERS: _("Copper change of responders"),
        Topic.CHARACTERISTICS: _("Patient characteristics"),
        Topic.BY_DRAW: _("Copper and scores by draw"),
        Topic.MISSING: _("Missing values"),
        Topic.METHODS: _("Methods and references"),
    }[of.topic]


def count(of: Question, basis: Basis) -> str:
    """How many the answer is made of, in words: 21 pairs; 13 and 8."""
    return _COUNTS[of.topic](of, basis)


def _pairs(of: Question, basis: Basis) -> str:
    found = (one.n for one in basis.result.primary if one.comparison == of.comparison)
    return words.pairs(next(found))


def _pairs_explored(of: Question, basis: Basis) -> str:
    found = (one.outcome.n for one in basis.result.exploratory if one.asked == of.exploration)
    return words.pairs(next(found))


def _most_pairs(_of: Question, basis: Basis) -> str:
    return words.pairs(max((one.n for one in basis.result.pairwise), default=0))


def _complete(of: Question, basis: Basis) -> str:
    return all_draws.complete_of(basis.over_draws(of.measure))


def _changes(of: Question, basis: Basis) -> str:
    return questions.changes_of(symptoms.correlation_of(of, basis).n)


def _within(of: Question, basis: Basis) -> str:
    points = symptoms.within_of(of, basis).points
    return words.patients(len({point.patient for point in points}))


def _both_groups(of: Question, basis: Basis) -> str:
    return groups.sizes(groups.leading_of(groups.of_grouping(of, basis)))


def _by_number(_of: Question, basis: Basis) -> str:
    return ", ".join(str(group.n) for group in groups.several_of(basis).groups)


def _with_response(_of: Question, basis: Basis) -> str:
    return words.patients(len(basis.result.response.courses))


def _responders(_of: Question, basis: Basis) -> str:
    return groups.sizes(basis.result.response.copper_change)


def _everybody(_of: Question, basis: Basis) -> str:
    return words.patients(len(basis.result.patients))


def _nobody(_of: Question, _basis: Basis) -> str:
    return " "


_COUNTS: dict[Topic, Callable[[Question, Basis], str]] = {
    Topic.COMPARISON: _pairs,
    Topic.ALL_DRAWS: _complete,
    Topic.EVERY_PAIR: _most_pairs,
    Topic.EXPLORATORY: _pairs_explored,
    Topic.CHANGES: _changes,
    Topic.WITHIN_PATIENTS: _within,
    Topic.GROUPS: _both_groups,
    Topic.NUMBER_OF_COMORBIDITIES: _by_number,
    Topic.RESPONSE: _with_response,
    Topic.RESPONDERS: _responders,
    Topic.OTHER_WAYS: _pairs,
    Topic.CHARACTERISTICS: _everybody,
    Topic.BY_DRAW: _everybody,
    Topic.MISSING: _complete,
    Topic.METHODS: _nobody,
}
