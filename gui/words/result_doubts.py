"""What looks doubtful in a result while it is typed, in words; saving it is left to the user."""

from collections.abc import Sequence
from datetime import date

from domain.findings import PLAUSIBLE_UG_DL, Finding
from domain.quality import QueryRule
from domain.results import Result
from domain.visits import VisitKey
from gui.words import dates, numbers, visits
from gui.words.language import _


def of_value(found: Sequence[Finding], key: VisitKey, result: Result) -> str:
    """1050 µg/dL is outside 20–400 µg/dL; or the draws beside which it would jump."""
    if any(one.rule is QueryRule.COPPER_IMPLAUSIBLE for one in found):
        low, high = PLAUSIBLE_UG_DL
        return _(
            "{value} µg/dL is outside {low}–{high} µg/dL. Check the decimal mark and the unit."
        ).format(value=_ug_dl(result), low=f"{low:g}", high=f"{high:g}")
    jumps = [one for one in found if one.rule is QueryRule.COPPER_JUMP]
    if not jumps:
        return ""
    before = [_at(one.detail["other"], one.detail["before"]) for one in jumps if one.key == key]
    after = [_at(one.key.code, one.detail["after"]) for one in jumps if one.key != key]
    here = _("{draw} {value}").format(draw=visits.draw_label(key.code), value=_ug_dl(result))
    return _("Copper would change by more than half: {values} µg/dL. Check the value.").format(
        values=" → ".join([*before, here, *after])
    )


def of_day(found: Sequence[Finding]) -> str:
    """A result from before its draw."""
    one = next((one for one in found if one.rule is QueryRule.RESULT_BEFORE_COLLECTION), None)
    if one is None:
        return ""
    return _("Before the draw was collected ({day}).").format(
        day=dates.short_day(date.fromisoformat(one.detail["collected"]))
    )


def asked() -> str:
    """Beside the button: what saving it does."""
    return _("A query will ask about it.")


def _at(code: str, ug_dl: str) -> str:
    return _("{draw} {value}").format(
        draw=visits.draw_label(code), value=numbers.plain(float(ug_dl))
    )


def _ug_dl(result: Result) -> str:
    assert result.ug_dl is not None, "a number was typed"
    return numbers.plain(round(result.ug_dl, 1))
