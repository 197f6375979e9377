"""`response` and `missingness`.

`response.response` and `response.remission`: `estimate` and `ci` are the share of patients;
`proportion` (`count`, `n`, `share`); `courses`: patient, baseline, post, change_percent,
responded, remitted. `response.response.copper.…`: two groups, as in `groups`, with `auc`
(`estimate`, `ci`).

`missingness.copper.DRAW`: who lacks it and why. `missingness.completeness.…`: baseline of complete
patients against the others, as in `groups`.
"""

from stats.analysis_result import AnalysisResult
from stats.json_sections.groups import two_groups
from stats.json_sections.parts import Json, answer, head, software_versions, written
from stats.outcome import NotEstimable
from stats.presence import Measure
from stats.response_outcome import Proportion, Response
from stats.settings import Unit

METHOD_SHARE = "Share of patients with the interval of Wilson (1927)"
METHOD_AUC = "; area under the curve with the interval of DeLong et al. (1988)"

_QUESTIONS = {
    "response": "How many patients responded (MADRS fell by half or more at post)?",
    "remission": "How many patients were in remission (MADRS 10 or less at post)?",
}


def response(found: Response, unit: Unit) -> list[Json]:
    compared = two_groups("response", found.copper_change, unit)
    return [
        _share("response", found.response, found),
        _share("remission", found.remission, found),
        {**compared, "method": compared["method"] + METHOD_AUC, "auc": written(found.auc)},
    ]


def missingness(result: AnalysisResult) -> list[Json]:
    unit = result.settings.unit
    described = [entry for entry in result.descriptives if entry.measure is Measure.COPPER]
    return [
        *(
            {
                **head(
                    f"missingness.copper.{entry.draw}",
                    f"Who has copper at {entry.draw}?",
                    of="all",
                    failure=None,
                    n_patients=entry.description.n,
                    n_values=entry.description.n,
                    missing=entry.missing,
                ),
                "draw": entry.draw,
                "n_complete": result.missingness.n_complete,
                "software": software_versions(),
            }
            for entry in described
        ),
        *(two_groups("missingness", one, unit) for one in result.missingness.completers),
    ]


def _share(name: str, share: Proportion | NotEstimable, found: Response) -> Json:
    n = len(found.courses)
    failed = isinstance(share, NotEstimable)
    return {
        **head(
            f"response.{name}",
            _QUESTIONS[name],
            of="pairs",
            failure=share if failed else None,
            n_patients=n,
            n_values=2 * n,
            missing=found.missing,
        ),
        **answer(None if failed else share.share, None, None, METHOD_SHARE),
        "proportion": written(share),
        "courses": [written(course) for course in found.courses],
        "notes": [],
        "software": software_versions(),
    }
