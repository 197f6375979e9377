"""The screening log and its flow diagram in words."""

from domain.screening import Flow, Outcome
from gui.words.language import _, ngettext, pgettext
from gui.words.reasons import reason


def outcome(of: Outcome) -> str:
    return {
        Outcome.ENROLLED: pgettext("screening", "Enrolled"),
        Outcome.NOT_ELIGIBLE: pgettext("screening", "Not eligible"),
    }[of]


SCREENED, NOT_ELIGIBLE, ENROLLED = "screened", "not_eligible", "enrolled"
ACTIVE, COMPLETED, WITHDREW = "active", "completed", "withdrew"
FLOW_SUMS = ((SCREENED, NOT_ELIGIBLE, ENROLLED), (ENROLLED, ACTIVE, COMPLETED, WITHDREW))
"""Each first number is the sum of those that follow it."""


def flow_numbers(of: Flow) -> dict[str, int]:
    """The numbers of the flow diagram by name."""
    return {
        SCREENED: of.screened,
        NOT_ELIGIBLE: sum(count for _reason, count in of.not_eligible),
        ENROLLED: of.enrolled,
        ACTIVE: of.active,
        COMPLETED: of.completed,
        WITHDREW: of.withdrawn,
    }


def flow_box(name: str, count: int) -> str:
    """Screened 41."""
    words = {
        SCREENED: pgettext("flow", "Screened {count}"),
        NOT_ELIGIBLE: pgettext("flow", "Not eligible {count}"),
        ENROLLED: pgettext("flow", "Enrolled {count}"),
        ACTIVE: pgettext("flow", "In the study {count}"),
        COMPLETED: pgettext("flow", "Completed {count}"),
        WITHDREW: pgettext("flow", "Withdrew {count}"),
    }
    return words[name].format(count=count)


def reasons_counted(of: Flow) -> str:
    """Not eligible: age 3, other treatment 2."""
    if not of.not_eligible:
        return ""
    told = ", ".join(f"{reason(code)} ({count})" for code, count in of.not_eligible)
    return _("Not eligible: {reasons}").format(reasons=told)


def shown(count: int) -> str:
    return ngettext("{count} person in the log", "{count} people in the log", count).format(
        count=count
    )


def chip(of: Outcome | None) -> str:
    return _("All") if of is None else outcome(of)


def flow(numbers: Flow) -> tuple[tuple[str, int], ...]:
    """The boxes of the flow diagram with their numbers, from the top."""
    counted = flow_numbers(numbers)
    return (
        (pgettext("flow", "Screened"), counted[SCREENED]),
        (pgettext("flow", "Not eligible"), counted[NOT_ELIGIBLE]),
        (pgettext("flow", "Enrolled"), counted[ENROLLED]),
        (pgettext("flow", "Withdrew"), counted[WITHDREW]),
        (pgettext("flow", "Completed"), counted[COMPLETED]),
        (pgettext("flow", "In the study"), counted[ACTIVE]),
    )
