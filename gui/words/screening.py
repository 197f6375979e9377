"""The screening log and its flow diagram in words."""

from domain.screening import Flow, Outcome
from gui.words.language import pgettext


def outcome(of: Outcome) -> str:
    return {
        Outcome.ENROLLED: pgettext("screening", "Enrolled"),
        Outcome.NOT_ELIGIBLE: pgettext("screening", "Not eligible"),
    }[of]


def flow(numbers: Flow) -> tuple[tuple[str, int], ...]:
    """The boxes of the flow diagram with their numbers, from the top."""
    return (
        (pgettext("flow", "Screened"), numbers.screened),
        (pgettext("flow", "Not eligible"), sum(count for _reason, count in numbers.not_eligible)),
        (pgettext("flow", "Enrolled"), numbers.enrolled),
        (pgettext("flow", "Withdrew"), numbers.withdrawn),
        (pgettext("flow", "Completed"), numbers.completed),
        (pgettext("flow", "In the study"), numbers.active),
    )
