"""An analysis as plain dictionaries, for JSON; the key names are stable.

Top level: `settings`, `draws`, `patients`, `complete`, `unscheduled`, `software`, then groups of
objects: `descriptives`, `primary`, `pairwise`, `omnibus`, `correlations`, `within_patient`,
`groups`, `response`, `sensitivity`, `missingness`, `exploratory`.

Every object has `id`, `question`, `set` (available: all with a value; pairs: both draws; complete:
every draw; two_or_more_visits; women; men; all), `n_patients` and `n_values` (what it is made of),
`missing` (patient, draw, measure and reason of the first gap; all of them in `gaps`), `status`:
"ok", or "not estimable" with a `reason`, and `software`.

Every object but descriptions and lists of the missing has `estimate`, `ci`, `p` (two-sided),
`p_adjusted` (Holm) and `p_benjamini_hochberg` over `family` (`name`, `size`, `adjustment`), null
where there is none, and `method`, which says what they are. Differences are later − earlier.
What else a group holds is said in its module of `stats.json_sections`.

A part that cannot be computed is {"status": "not estimable", "reason": code, "n": n}. Numbers
keep full precision, none is NaN or infinite.
"""

from stats.analysis_result import AnalysisResult
from stats.json_sections.comparisons import comparison, description, exploration
from stats.json_sections.correlations import correlation, within
from stats.json_sections.groups import several_groups, two_groups
from stats.json_sections.omnibus import interaction, omnibus
from stats.json_sections.parts import Json, software_versions
from stats.json_sections.response import missingness, response
from stats.json_sections.sensitivity import sensitivity
from stats.settings import AnalysisSettings


def as_json(result: AnalysisResult) -> Json:
    """`result` as one JSON document."""
    unit = result.settings.unit
    return {
        "settings": _settings(result.settings),
        "draws": list(result.draws),
        "patients": list(result.patients),
        "complete": list(result.complete),
        "unscheduled": [{"patient": patient, "draw": draw} for patient, draw in result.unscheduled],
        "software": software_versions(),
        "descriptives": [description(entry, unit) for entry in result.descriptives],
        "primary": [comparison("primary", outcome, unit) for outcome in result.primary],
        "pairwise": [comparison("pairwise", outcome, unit) for outcome in result.pairwise],
        "omnibus": [omnibus(one, unit) for one in result.omnibus],
        "correlations": [correlation(one, unit) for one in result.correlations],
        "within_patient": [within(one, unit) for one in result.within_patient],
        "groups": [
            *(two_groups("groups", one, unit) for one in result.groups.two),
            *(several_groups(one, unit) for one in result.groups.several),
            *(interaction(one) for one in result.groups.interactions),
        ],
        "response": response(result.response, unit),
        "sensitivity": [
            row
            for found in result.sensitivity
            for row in sensitivity(found, result.settings.test, unit)
        ],
        "missingness": missingness(result),
        "exploratory": [exploration(one, unit) for one in result.exploratory],
    }


def _settings(settings: AnalysisSettings) -> Json:
    return {
        "comparisons": [
            {"earlier": comparison.earlier, "later": comparison.later}
            for comparison in settings.comparisons
        ],
        "test": settings.test.value,
        "family": settings.family.value,
        "unit": settings.unit.value,
        "patients": settings.patients.value,
        "out_of_window": settings.out_of_window.value,
        "below_loq": settings.below_loq.value,
        "haemolysed": settings.haemolysed.value,
        "alpha": settings.alpha,
        "equivalence_margin_ug_dl": settings.equivalence_margin,
        "seed": settings.seed,
    }
