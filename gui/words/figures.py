"""The words inside the figures, in the reader's language; their captions are in `captions`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.words import analysis as words
from gui.words.language import _, pgettext
from gui.words.numbers import bare_p, number
from gui.words.visits import draw_label
from stats.analysis_result import AnalysisResult
from stats.outcome import NotEstimable, PairedOutcome
from stats.presence import Mark, Measure, MissingReason
from stats.settings import Comparison, Test, Unit

if TYPE_CHECKING:
    from stats.figures.copper_course import CopperCourseTexts
    from stats.figures.forest import ForestTexts
    from stats.figures.missing_map import MissingMapTexts
    from stats.figures.normal_quantiles import NormalQuantilesTexts
    from stats.figures.paired_change import PairedChangeTexts
    from stats.figures.patient_profile import PatientProfileTexts
    from stats.figures.swimmer import SwimmerTexts
    from stats.figures.visit_marks import Profile, ProfilePoint


def count(n: int) -> str:
    return _("n = {count}").format(count=n)


def copper_axis(unit: Unit) -> str:
    return _("Serum copper, {unit}").format(unit=words.unit(unit))


def value_axis(measure: Measure, unit: Unit) -> str:
    if measure is Measure.COPPER:
        return copper_axis(unit)
    return _("{scale}, points").format(scale=words.measure(measure))


def change_axis(unit: Unit) -> str:
    return _("Change, {unit}").format(unit=words.unit(unit))


def patients_axis(n: int) -> str:
    """Along rows that are patients."""
    return _("Patients (n = {count})").format(count=n)


def draw_with_n(draw: str, n: int) -> str:
    """Under a tick: the draw, and how many values count."""
    label = words.draw_heading(draw) if draw.startswith("week") else draw_label(draw)
    return f"{label}\n{count(n)}"


def marks() -> dict[Mark, str]:
    """What the shapes around marked values mean."""
    return {
        Mark.OUT_OF_WINDOW: _("out of window"),
        Mark.BELOW_LOQ: _("below LOQ"),
        Mark.ABOVE_ULOQ: _("above the upper limit"),
        Mark.HAEMOLYSED: _("haemolysed"),
    }


def pair(of: Comparison) -> str:
    """Baseline → Cu5: where room is scarce."""
    return f"{draw_label(of.earlier)} → {draw_label(of.later)}"


def paired_change(outcome: PairedOutcome, unit: Unit) -> "PairedChangeTexts":
    from stats.figures.paired_change import PairedChangeTexts

    n = count(outcome.n)
    estimate = _("Hodges–Lehmann") if outcome.test is Test.SIGNED_RANK else _("Mean change")
    return PairedChangeTexts(
        value_axis=value_axis(outcome.measure, unit),
        change_axis=_("Change, {unit}").format(unit=words.unit_of(outcome.measure, unit)),
        earlier=f"{words.draw_heading(outcome.comparison.earlier)}\n{n}",
        later=f"{words.draw_heading(outcome.comparison.later)}\n{n}",
        patients=f"{_('Patients')}\n{n}",
        estimate=f"{estimate}\n{words.ci_of(outcome)}",
        marks=marks(),
        number=number,
        decimals=words.places(outcome.measure, unit),
    )


def forest(result: AnalysisResult) -> "ForestTexts":
    from stats.figures.forest import ForestTexts

    return ForestTexts(
        change_axis=_("{change} ({ci})").format(
            change=change_axis(result.settings.unit), ci=words.ci(result.settings.alpha)
        ),
        row=lambda outcome: f"{pair(outcome.comparison)}, {count(outcome.n)}",
        p=_adjusted_p,
        p_heading=_("Holm p"),
        not_estimable=_("not estimable"),
        number=number,
    )


def normal_quantiles(outcome: PairedOutcome, unit: Unit) -> "NormalQuantilesTexts":
    from stats.figures.normal_quantiles import NormalQuantilesTexts

    return NormalQuantilesTexts(
        change_axis=change_axis(unit),
        quantile_axis=_("Normal quantiles (n = {count})").format(count=outcome.n),
        number=number,
    )


def copper_course(unit: Unit, mean: str, measure: Measure = Measure.COPPER) -> "CopperCourseTexts":
    """`mean` says what the means are."""
    from stats.figures.copper_course import CopperCourseTexts

    return CopperCourseTexts(
        value_axis=value_axis(measure, unit),
        draw=draw_with_n,
        patient=_("one patient"),
        mean=mean,
        middle_half=_("middle half"),
        middle_nine_tenths=_("middle 90%"),
        infusions=_("infusion"),
        marks=marks(),
        number=number,
    )


def missing_map(n: int) -> "MissingMapTexts":
    from stats.figures.missing_map import MissingMapTexts

    return MissingMapTexts(
        draw=draw_with_n,
        value=_("value that counts"),
        signs={reason: missing_sign(reason) for reason in MissingReason},
        reasons={reason: words.missing_reason(reason) for reason in MissingReason},
        patients=patients_axis(n),
        marks=marks(),
    )


def swimmer(n: int) -> "SwimmerTexts":
    from stats.figures.swimmer import SwimmerTexts
    from stats.figures.visit_marks import Kind

    return SwimmerTexts(
        day_axis=_("Days from infusion 1"),
        patients=patients_axis(n),
        kinds={
            Kind.INFUSION: _("infusion"),
            Kind.DRAW: _("copper draw"),
            Kind.RATING: _("rating"),
        },
        out_of_window=_("out of window"),
        missed=pgettext("missing", "missed"),
        withdrawn=pgettext("missing", "withdrew"),
        number=number,
    )


def patient_profile(profile: "Profile", unit: Unit) -> "PatientProfileTexts":
    def named(what: str, points: "Sequence[ProfilePoint]") -> str:
        known = sum(point.value is not None for point in points)
        return _("{what} (n = {count})").format(what=what, count=known)

    return replace(
        patient_profiles(unit, ()),
        madrs=named("MADRS", profile.madrs),
        ymrs=named("YMRS", profile.ymrs),
        copper=named(_("copper"), profile.copper),
    )


def patient_profiles(unit: Unit, draws: Sequence[tuple[float, str]]) -> "PatientProfileTexts":
    """Of several patients; `draws` stand under the axis where it is no calendar: place and code."""
    from stats.figures.patient_profile import PatientProfileTexts

    return PatientProfileTexts(
        value_axis=_("Copper, {unit}").format(unit=words.unit(unit)),
        score_axis=_("Points"),
        day_axis=_("Draws") if draws else _("Days from infusion 1"),
        madrs="MADRS",
        ymrs="YMRS",
        copper=_("copper"),
        infusions=_("infusion"),
        reference=_("reference range"),
        ticks=tuple((place, draw_label(code).removeprefix("Cu")) for place, code in draws),
        marks=marks(),
        number=number,
    )


def profile_name(of: "Profile") -> str:
    """The code, with how many copper values there are."""
    return f"{of.patient}, {count(sum(point.value is not None for point in of.copper))}"


def missing_sign(of: MissingReason) -> str:
    """One or two letters that stand for a reason in a small cell."""
    return {
        MissingReason.NOT_DUE: "·",
        MissingReason.DUE: pgettext("sign in a cell", "T"),
        MissingReason.LATE: pgettext("sign in a cell", "L"),
        MissingReason.OVERDUE: pgettext("sign in a cell", "O"),
        MissingReason.MISSED: pgettext("sign in a cell", "M"),
        MissingReason.CANCELLED: pgettext("sign in a cell", "C"),
        MissingReason.WITHDRAWN: pgettext("sign in a cell", "W"),
        MissingReason.CONSENT_WITHDRAWN: pgettext("sign in a cell", "CW"),
        MissingReason.WAITING_FOR_LAB: pgettext("sign in a cell", "lab"),
        MissingReason.UNUSABLE: pgettext("sign in a cell", "U"),
        MissingReason.NOT_RECORDED: pgettext("sign in a cell", "NR"),
        MissingReason.NO_SUCH_DRAW: "–",
        MissingReason.OUT_OF_WINDOW: pgettext("sign in a cell", "OW"),
        MissingReason.BELOW_LOQ: "<",
        MissingReason.HAEMOLYSED: pgettext("sign in a cell", "H"),
        MissingReason.ABOVE_ULOQ: ">",
        MissingReason.INCOMPLETE: pgettext("sign in a cell", "I"),
        MissingReason.GROUP_NOT_KNOWN: "?",
        MissingReason.SHARED_RATING: "=",
        MissingReason.FEW_VISITS: "–",
        MissingReason.NOT_IN_GROUP: "–",
    }[of]


def _adjusted_p(outcome: PairedOutcome) -> str:
    return "" if isinstance(outcome.adjusted, NotEstimable) else bare_p(outcome.adjusted.p)
