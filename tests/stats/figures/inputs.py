"""Every figure of the plan on the made-up study A, with English words, for the tests."""

from collections.abc import Callable
from dataclasses import replace

from matplotlib.figure import Figure

from stats.figures.change_against_change import ChangeAgainstChangeTexts, change_against_change
from stats.figures.copper_course import CopperCourseTexts, copper_course
from stats.figures.forest import ForestTexts, forest_of_pairs
from stats.figures.groups import GroupsTexts, groups
from stats.figures.leave_one_out import LeaveOneOutTexts, leave_one_out
from stats.figures.missing_map import MissingMapTexts, missing_map
from stats.figures.normal_quantiles import NormalQuantilesTexts, normal_quantiles
from stats.figures.patient_profile import PatientProfileTexts, patient_profile
from stats.figures.patient_profiles import patient_profiles
from stats.figures.style import FigureStyle
from stats.figures.swimmer import SwimmerTexts, swimmer
from stats.figures.visit_marks import Kind, Lane, Profile, ProfilePoint, Standing, VisitMark
from stats.figures.waterfall import WaterfallTexts, waterfall
from stats.figures.within_patients import WithinPatientsTexts, within_patients
from stats.group_outcome import GroupingKind
from stats.outcome import Estimate
from stats.plan import analyse_tables
from stats.presence import Mark, Measure, MissingReason
from stats.tables import read_tables
from tests.stats.gold import STUDY_A

RESULT = analyse_tables(read_tables(*STUDY_A))
MARKS = {Mark.OUT_OF_WINDOW: "out of window"}
MEANS = {
    one.draw: one.description.mean_ci
    for one in RESULT.descriptives
    if one.measure is Measure.COPPER
    and not hasattr(one.description, "reason")
    and one.description.mean_ci is not None
}
assert all(isinstance(mean, Estimate) for mean in MEANS.values())


def label(draw: str) -> str:
    return {"baseline": "Baseline", "post": "Post"}.get(draw, "Cu" + draw.removeprefix("inf"))


def with_n(draw: str, n: int) -> str:
    return f"{label(draw)}\nn = {n}"


def pair_with_n(outcome) -> str:
    pair = outcome.comparison
    return f"{label(pair.earlier)} → {label(pair.later)}, n = {outcome.n}"


FOREST = ForestTexts(
    "Change, µg/dL", pair_with_n, lambda o: f"{o.adjusted.p:.3f}", "Holm p", "not estimable"
)
QUANTILES = NormalQuantilesTexts("Change, µg/dL", "Normal quantiles\nn = 22")
MISSING_MAP = MissingMapTexts(
    with_n,
    "value",
    {reason: reason.value[0].upper() for reason in MissingReason},
    {reason: reason.value.replace("_", " ") for reason in MissingReason},
    "Patients, n = 24",
    MARKS,
)
COURSE = CopperCourseTexts(
    "Serum copper, µg/dL", with_n, "one patient", "mean, 95% CI", "middle half", "middle 90%",
    "infusions", MARKS,
)  # fmt: skip
SWIMMER = SwimmerTexts(
    "Days from infusion 1",
    "Patients, n = 2",
    {Kind.INFUSION: "infusion", Kind.DRAW: "copper draw", Kind.RATING: "rating"},
    "out of window",
    "missed",
    "withdrew",
)
LANES = (
    Lane(
        "KET-001",
        31,
        (
            *(VisitMark(Kind.INFUSION, day, Standing.DONE) for day in (0, 3, 7, 10, 14, 17, 21)),
            *(VisitMark(Kind.DRAW, day, Standing.DONE) for day in (-1, 1, 8, 22, 31)),
            VisitMark(Kind.DRAW, 17, Standing.OUT_OF_WINDOW),
            *(VisitMark(Kind.RATING, day, Standing.DONE) for day in (0, 7, 14, 21, 31)),
        ),
    ),
    Lane(
        "KET-002",
        8,
        (
            VisitMark(Kind.INFUSION, 0, Standing.DONE),
            VisitMark(Kind.INFUSION, 3, Standing.MISSED),
            VisitMark(Kind.DRAW, 1, Standing.MISSED),
            VisitMark(Kind.RATING, 8, Standing.DONE),
        ),
        withdrawn_on=9,
    ),
)
PROFILE_TEXTS = PatientProfileTexts(
    "Copper, µg/dL", "Points", "Days from infusion 1", "MADRS (n = 4)", "YMRS (n = 3)",
    "copper (n = 4)", "infusions", "reference range", marks=MARKS,
)  # fmt: skip
PROFILE = Profile(
    "KET-001",
    (
        ProfilePoint(-1, 101.5),
        ProfilePoint(1, 99.0, frozenset({Mark.OUT_OF_WINDOW})),
        ProfilePoint(8, None),
        ProfilePoint(15, 92.4),
        ProfilePoint(31, 104.1),
    ),
    (ProfilePoint(0, 31), ProfilePoint(7, 24), ProfilePoint(14, None), ProfilePoint(21, 18),
     ProfilePoint(31, 12)),
    (ProfilePoint(0, 2), ProfilePoint(7, 1), ProfilePoint(14, None), ProfilePoint(31, 0)),
    (0, 3, 7, 10, 14, 17, 21, 24),
    (70.0, 140.0),
)  # fmt: skip


PROFILES_TEXTS = replace(PROFILE_TEXTS, madrs="MADRS", ymrs="YMRS", copper="copper")
PROFILES = [replace(PROFILE, patient=f"KET-{place:03}") for place in range(1, 5)]


def profile_name(profile) -> str:
    return f"{profile.patient}, n = 4"


def column(comparison) -> str:
    return f"{label(comparison.quantity.at)}\nn = {comparison.first.n}, {comparison.second.n}"


LEAVE_ONE_OUT = LeaveOneOutTexts("Change, µg/dL (95% CI)", "p", "Without (n = 21 each)")
WATERFALL = WaterfallTexts(
    "remission (n = 4)", "response only (n = 3)", "neither (n = 15)", "MADRS change, %",
    "Patients (n = 22)", "response: −50%",
)  # fmt: skip
CHANGE = ChangeAgainstChangeTexts(
    "Change of copper, µg/dL (n = 22)", "Change of MADRS, points", "rho = 0.26 (−0.19 to 0.62)"
)
WITHIN = WithinPatientsTexts(
    "Serum copper, µg/dL (n = 24)", "MADRS, points", "r = 0.20 (0.02 to 0.38)"
)
GROUPS = GroupsTexts("Serum copper, µg/dL", column, "with comorbidity", "without")
BY_COMORBIDITY = [
    one
    for one in RESULT.groups.two
    if one.grouping.kind is GroupingKind.ANY_COMORBIDITY and not one.quantity.is_change
]


def with_a_mark(series):
    first, *others = series
    marked = replace(first.points[1], marks=frozenset({Mark.OUT_OF_WINDOW}))
    return (replace(first, points=(first.points[0], marked, *first.points[2:])), *others)


SERIES = with_a_mark(RESULT.series)

FIGURES: dict[str, Callable[[FigureStyle], Figure]] = {
    "forest": lambda style: forest_of_pairs(
        RESULT.pairwise, FOREST, style, planned=RESULT.settings.comparisons
    ),
    "normal_quantiles": lambda style: normal_quantiles(RESULT.primary[0], QUANTILES, style),
    "missing_map": lambda style: missing_map(SERIES, RESULT.draws, MISSING_MAP, style),
    "copper_course": lambda style: copper_course(SERIES, MEANS, 8, COURSE, style),
    "swimmer": lambda style: swimmer(LANES, SWIMMER, style),
    "patient_profile": lambda style: patient_profile(PROFILE, PROFILE_TEXTS, style),
    "patient_profiles": lambda style: patient_profiles(
        PROFILES, PROFILES_TEXTS, profile_name, style
    ),
    "leave_one_out": lambda style: leave_one_out(
        RESULT.primary[0], RESULT.sensitivity[0].without_one, LEAVE_ONE_OUT, style
    ),
    "waterfall": lambda style: waterfall(RESULT.response.courses, WATERFALL, style),
    "change_against_change": lambda style: change_against_change(
        RESULT.correlations[0], CHANGE, style
    ),
    "within_patients": lambda style: within_patients(RESULT.within_patient[0], WITHIN, style),
    "groups": lambda style: groups(BY_COMORBIDITY, GROUPS, style),
}
