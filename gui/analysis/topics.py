"""The questions of the plan, in its groups; knows no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from stats.group_outcome import Grouping, GroupingKind
from stats.presence import Measure
from stats.settings import Comparison, Exploration

SCALES = (Measure.MADRS, Measure.YMRS)


class Topic(StrEnum):
    """What a question is about."""

    COMPARISON = "comparison"
    ALL_DRAWS = "all_draws"
    EVERY_PAIR = "every_pair"
    CHANGES = "changes"
    WITHIN_PATIENTS = "within_patients"
    GROUPS = "groups"
    NUMBER_OF_COMORBIDITIES = "number_of_comorbidities"
    RESPONSE = "response"
    RESPONDERS = "responders"
    OTHER_WAYS = "other_ways"
    CHARACTERISTICS = "characteristics"
    BY_DRAW = "by_draw"
    MISSING = "missing"
    METHODS = "methods"
    EXPLORATORY = "exploratory"


class TopicGroup(StrEnum):
    """Questions that stand together, as in the analysis plan."""

    OVER_TIME = "over_time"
    ADDED = "added"
    SYMPTOMS = "symptoms"
    GROUPS = "groups"
    RESPONSE = "response"
    OTHER_WAYS = "other_ways"
    SAMPLE = "sample"


@dataclass(frozen=True, slots=True)
class Question:
    """One entry of the list; which of the further fields are set depends on the topic."""

    topic: Topic
    comparison: Comparison | None = None
    measure: Measure = Measure.COPPER
    grouping: Grouping | None = None
    exploration: Exploration | None = None


def questions_of(
    comparisons: Sequence[Comparison],
    intervals: Sequence[Comparison],
    comorbidities: Sequence[str],
    explorations: Sequence[Exploration],
) -> dict[TopicGroup, tuple[Question, ...]]:
    """Every question of the plan by group, in order; groups without questions are left out."""
    groupings = (
        Grouping(GroupingKind.DIAGNOSIS),
        Grouping(GroupingKind.ANY_COMORBIDITY),
        *(Grouping(GroupingKind.COMORBIDITY, name) for name in comorbidities),
    )
    found = {
        TopicGroup.OVER_TIME: (
            *(Question(Topic.COMPARISON, comparison) for comparison in comparisons),
            *(Question(Topic.ALL_DRAWS, measure=measure) for measure in Measure),
            Question(Topic.EVERY_PAIR),
        ),
        TopicGroup.ADDED: tuple(
            Question(Topic.EXPLORATORY, one.comparison, one.measure, exploration=one)
            for one in explorations
        ),
        TopicGroup.SYMPTOMS: (
            *(Question(Topic.CHANGES, one, scale) for scale in SCALES for one in intervals),
            *(Question(Topic.WITHIN_PATIENTS, measure=scale) for scale in SCALES),
        ),
        TopicGroup.GROUPS: (
            *(Question(Topic.GROUPS, grouping=grouping) for grouping in groupings),
            Question(Topic.NUMBER_OF_COMORBIDITIES),
        ),
        TopicGroup.RESPONSE: (Question(Topic.RESPONSE), Question(Topic.RESPONDERS)),
        TopicGroup.OTHER_WAYS: tuple(Question(Topic.OTHER_WAYS, one) for one in comparisons),
        TopicGroup.SAMPLE: tuple(
            Question(topic)
            for topic in (Topic.CHARACTERISTICS, Topic.BY_DRAW, Topic.MISSING, Topic.METHODS)
        ),
    }
    return {group: questions for group, questions in found.items() if questions}
