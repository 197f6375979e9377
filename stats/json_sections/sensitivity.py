"""`sensitivity`: for each planned comparison one object a row of the table, then three more.

A row, `sensitivity.EARLIER__LATER.VARIANT` (`stats.response_outcome.Variant`): `estimate`, `ci`,
`p`; `scale` is difference, or ratio for log copper (later / earlier); `agrees`: on the same side
of alpha as the planned result.

`….without_one`: `p` is null; `lowest_p`, `highest_p` and `values`: patient, `estimate`, `p`
without that patient. `….equivalence`: `estimate` and `ci` are the mean change with its
1 − 2 alpha interval, `p` of the two one-sided tests; `margin`, `smallest_margin`.
`….detectable`: `detectable` (`value`, `power`, `alpha`, `n`), a mean change.
"""

from collections.abc import Iterator

from stats.json_sections.parts import Json, answer, head, software_versions, written
from stats.outcome import NotEstimable, Reason
from stats.presence import Missing
from stats.response_outcome import Sensitivity, SensitivityRow, Variant
from stats.settings import Test, Unit

_RANKS = "Wilcoxon signed-rank test, two-sided, exact; Hodges-Lehmann change"
_T = "Paired t test, two-sided; mean change"
_METHODS = {
    Variant.SIGNED_RANK: _RANKS,
    Variant.PRATT: "Wilcoxon signed-rank test, two-sided, exact, zeros ranked and then dropped"
    " (Pratt 1959); Hodges-Lehmann change",
    Variant.PAIRED_T: _T,
    Variant.LOG_COPPER: "Paired t test of the logarithms, two-sided; ratio of geometric means",
}
METHOD_EQUIVALENCE = "Two one-sided t tests (Schuirmann 1987)"
METHOD_DETECTABLE = "Two-sided paired t test by the noncentral t distribution"
METHOD_WITHOUT_ONE = "The planned test without each patient in turn"


def sensitivity(found: Sensitivity, test: Test, unit: Unit) -> Iterator[Json]:
    planned = next((row for row in found.rows if row.variant is Variant.PLANNED), None)
    for row in found.rows:
        yield _row(found, row, test, unit)
    n, missing = (planned.n, planned.missing) if planned else (0, ())
    yield {
        **_head(found, "without_one", _failure_without_one(found), n, missing, unit),
        **answer(None, None, None, METHOD_WITHOUT_ONE),
        **_range(found),
        "values": [written(one) for one in found.without_one],
        "software": software_versions(),
    }
    equal = found.equivalence
    failed = isinstance(equal, NotEstimable)
    margin = equal if failed else equal.p
    yield {
        **_head(
            found,
            "equivalence",
            margin if isinstance(margin, NotEstimable) else None,
            n,
            missing,
            unit,
        ),
        **answer(
            None if failed else equal.interval,
            None if failed else equal.p,
            None,
            METHOD_EQUIVALENCE,
        ),
        "margin": None if failed else written(equal.margin),
        "smallest_margin": None if failed else equal.smallest_margin,
        "software": software_versions(),
    }
    detectable = found.detectable
    yield {
        **_head(
            found,
            "detectable",
            detectable if isinstance(detectable, NotEstimable) else None,
            n,
            missing,
            unit,
        ),
        **answer(None, None, None, METHOD_DETECTABLE),
        "detectable": written(detectable),
        "software": software_versions(),
    }


def _row(found: Sensitivity, row: SensitivityRow, test: Test, unit: Unit) -> Json:
    planned = _T if test is Test.PAIRED_T else _RANKS
    return {
        **_head(
            found,
            row.variant.value,
            row.p if isinstance(row.p, NotEstimable) else None,
            row.n,
            row.missing,
            unit,
        ),
        "variant": row.variant.value,
        "scale": "ratio" if row.variant is Variant.LOG_COPPER else "difference",
        **answer(row.estimate, row.p, None, _METHODS.get(row.variant, planned)),
        "agrees": row.agrees,
        "software": software_versions(),
    }


def _head(
    found: Sensitivity,
    name: str,
    failure: NotEstimable | None,
    n: int,
    missing: tuple[Missing, ...],
    unit: Unit,
) -> Json:
    earlier, later = found.comparison.earlier, found.comparison.later
    return {
        **head(
            f"sensitivity.{earlier}__{later}.{name}",
            f"Does the change of copper from {earlier} to {later} depend on {name}?",
            of=_SETS.get(name, "pairs"),
            failure=failure,
            n_patients=n,
            n_values=2 * n,
            missing=missing,
        ),
        "earlier": earlier,
        "later": later,
        "unit": unit.value,
    }


_SETS = {"complete_patients": "complete", "women": "women", "men": "men"}


def _failure_without_one(found: Sensitivity) -> NotEstimable | None:
    if any(isinstance(one.p, float) for one in found.without_one):
        return None
    return NotEstimable(Reason.TOO_FEW_PAIRS, len(found.without_one))


def _range(found: Sensitivity) -> Json:
    known = [one.p for one in found.without_one if isinstance(one.p, float)]
    return {"lowest_p": min(known, default=None), "highest_p": max(known, default=None)}
