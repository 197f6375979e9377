"""The sentences of the analysis, made from results only."""

from collections.abc import Sequence

from gui.words.language import _, ngettext, pgettext
from gui.words.numbers import number, p_value, plain
from gui.words.visits import draw_label
from stats.outcome import (
    AdjustedP,
    Estimate,
    Note,
    NotEstimable,
    PairedOutcome,
    Reason,
    SectionFamily,
)
from stats.presence import Gap, Measure, Missing, MissingReason
from stats.settings import (
    BelowLoq,
    Comparison,
    Family,
    Haemolysed,
    OutOfWindow,
    PatientSet,
    Test,
    Unit,
)


def unit(of: Unit) -> str:
    return {Unit.UG_DL: "µg/dL", Unit.UMOL_L: "µmol/L"}[of]


def decimals(of: Unit) -> int:
    """Places to show an amount of copper with."""
    return {Unit.UG_DL: 1, Unit.UMOL_L: 2}[of]


def draw_in_sentence(code: str) -> str:
    """baseline, after infusion 5, one week after the last infusion: inside a sentence."""
    if code == "baseline":
        return pgettext("draw in sentence", "at baseline")
    if code == "post":
        return _("one week after the last infusion")
    if code.startswith("inf"):
        return _("after infusion {number}").format(number=code.removeprefix("inf"))
    if code.startswith("week"):
        return _("in week {number}").format(number=code.removeprefix("week"))
    return draw_label(code)


def draw_heading(code: str) -> str:
    """Baseline; After infusion 5; One week after: above a column or under a tick."""
    if code == "baseline":
        return _("Baseline")
    if code == "post":
        return _("One week after")
    if code.startswith("inf"):
        return _("After infusion {number}").format(number=code.removeprefix("inf"))
    if code.startswith("week"):
        return _("Week {number}").format(number=code.removeprefix("week"))
    return draw_label(code)


def measure(of: Measure) -> str:
    """Copper, MADRS, YMRS."""
    return {Measure.COPPER: _("Copper"), Measure.MADRS: "MADRS", Measure.YMRS: "YMRS"}[of]


def comparison(of: Comparison) -> str:
    """Baseline → after infusion 5."""
    later = draw_heading(of.later)
    return f"{draw_heading(of.earlier)} → {later[:1].lower()}{later[1:]}"


def interval_of_draws(of: Comparison) -> str:
    """baseline → after infusion 5: inside a sentence."""
    told = comparison(of)
    return f"{told[:1].lower()}{told[1:]}"


def unit_of(of: Measure, copper: Unit) -> str:
    """The unit of a measure, copper in `copper`."""
    return unit(copper) if of is Measure.COPPER else pgettext("unit", "points")


def places(of: Measure, copper: Unit) -> int:
    """Decimals to show a measure with."""
    return decimals(copper) if of is Measure.COPPER else 1


def pairs(n: int) -> str:
    return ngettext("{count} pair", "{count} pairs", n).format(count=n)


def patients(n: int) -> str:
    return ngettext("{count} patient", "{count} patients", n).format(count=n)


def headline(outcome: PairedOutcome, alpha: float) -> str:
    """The result in one plain sentence; whether it is clear is said by the adjusted p."""
    if outcome.failure is not None:
        return not_estimable(outcome.failure)
    p = decisive_p(outcome)
    estimate = leading_estimate(outcome)
    if p is None or estimate is None or p >= alpha or estimate.value == 0:
        return _("No clear difference was found. This does not show that there is none.")
    if outcome.measure is Measure.COPPER:
        lower = _("Copper was lower {later} than {earlier}")
        higher = _("Copper was higher {later} than {earlier}")
    else:
        lower = _("{scale} was lower {later} than {earlier}")
        higher = _("{scale} was higher {later} than {earlier}")
    return (lower if estimate.value < 0 else higher).format(
        scale=measure(outcome.measure),
        later=draw_in_sentence(outcome.comparison.later),
        earlier=draw_in_sentence(outcome.comparison.earlier),
    )


def summary(outcome: PairedOutcome, of_unit: Unit) -> str:
    """Typical change (Hodges–Lehmann) −7.0 µg/dL (95% CI −11.8 to −2.2), p = 0.006, …"""
    estimate = leading_estimate(outcome)
    if estimate is None or isinstance(outcome.p, NotEstimable):
        return patients(outcome.n)
    change = (
        _("Typical change (Hodges–Lehmann) {estimate} {unit} ({interval})")
        if outcome.test is Test.SIGNED_RANK
        else _("Mean change {estimate} {unit} ({interval})")
    ).format(
        estimate=number(estimate.value, places(outcome.measure, of_unit)),
        unit=unit_of(outcome.measure, of_unit),
        interval=interval(estimate, places(outcome.measure, of_unit)),
    )
    parts = [change, p_value(outcome.p), *adjusted_with_family(outcome.adjusted)]
    return ", ".join([*parts, patients(outcome.n)])


def counts(outcome: PairedOutcome) -> str:
    """Copper fell in 16 of 21 patients and rose in 5; and what no figure here can show."""
    told = _fell_and_rose(outcome).format(
        scale=measure(outcome.measure),
        falling=outcome.n_falling,
        patients=patients(outcome.n),
        rising=outcome.n_rising,
        unchanged=outcome.n_unchanged,
    )
    caution = _("There is no control group, so this does not show that ketamine caused the change.")
    return f"{told} {caution}"


def _fell_and_rose(outcome: PairedOutcome) -> str:
    """It is the measure that falls: a patient who fell is an incident."""
    is_copper = outcome.measure is Measure.COPPER
    if outcome.n_unchanged:
        return (
            _(
                "Copper fell in {falling} of {patients}, rose in {rising} and did not change in "
                "{unchanged}."
            )
            if is_copper
            else _(
                "{scale} fell in {falling} of {patients}, rose in {rising} and did not change in "
                "{unchanged}."
            )
        )
    if is_copper:
        return _("Copper fell in {falling} of {patients} and rose in {rising}.")
    return _("{scale} fell in {falling} of {patients} and rose in {rising}.")


def published(p: float) -> str:
    return _(
        "Published: {p} (from the abstract of Słupski et al. 2020; the test is not named there)."
    ).format(p=p_value(p))


def interval(of: Estimate, places: int) -> str:
    """95% CI −11.8 to −2.2."""
    return _("{level}% CI {low} to {high}").format(
        level=level(1.0 - of.level), low=number(of.low, places), high=number(of.high, places)
    )


def level(alpha: float) -> str:
    """95 of alpha 0.05: how many of 100 intervals cover."""
    return plain(round(100.0 * (1.0 - alpha), 6))


def ci(alpha: float) -> str:
    """95% CI: in headings and captions."""
    return _("{level}% CI").format(level=level(alpha))


def ci_of(outcome: PairedOutcome) -> str:
    """The same, of the intervals of one comparison."""
    found = (outcome.mean_change, outcome.hodges_lehmann)
    estimate = next((one for one in found if isinstance(one, Estimate)), None)
    return ci(0.05 if estimate is None else 1.0 - estimate.level)


def with_interval(of: Estimate | NotEstimable, places: int) -> str:
    """−7.0 (−11.8 to −2.2)."""
    if isinstance(of, NotEstimable):
        return _("not estimable")
    return _("{value} ({low} to {high})").format(
        value=number(of.value, places), low=number(of.low, places), high=number(of.high, places)
    )


def test(of: Test) -> str:
    return {Test.SIGNED_RANK: _("Wilcoxon signed-rank"), Test.PAIRED_T: _("Paired t test")}[of]


def family(of: Family | SectionFamily, size: int | None = None) -> str:
    """The family of an adjusted p, with how many comparisons it has."""
    name = {
        Family.PLANNED: _("planned comparisons"),
        Family.WITH_INF5: _("pairs with infusion 5"),
        Family.ALL_PAIRS: _("all pairs of draws"),
        SectionFamily.CORRELATIONS_WITH_MADRS: _("correlations with MADRS"),
        SectionFamily.CORRELATIONS_WITH_YMRS: _("correlations with YMRS"),
        SectionFamily.COMORBIDITIES_AT_DRAW: _("comorbidities at one draw"),
        SectionFamily.EXPLORATORY: _("added comparisons"),
    }[of]
    return name if size is None else f"{name}, {size}"


def patient_set(of: PatientSet) -> str:
    return {
        PatientSet.ALL: _("All enrolled"),
        PatientSet.COMPLETE: _("With every draw"),
    }[of]


def out_of_window(of: OutOfWindow) -> str:
    return {OutOfWindow.INCLUDE: _("Include, marked"), OutOfWindow.LEAVE_OUT: _("Leave out")}[of]


def below_loq(of: BelowLoq) -> str:
    return {
        BelowLoq.LOQ_SQRT2: _("As LOQ/√2"),
        BelowLoq.LOQ: _("As the LOQ"),
        BelowLoq.LEAVE_OUT: _("Leave out"),
    }[of]


def haemolysed(of: Haemolysed) -> str:
    return {Haemolysed.LEAVE_OUT: _("Leave out"), Haemolysed.INCLUDE: _("Include, marked")}[of]


def not_estimable(why: NotEstimable) -> str:
    """Why there is no number, and what would change that."""
    return {
        Reason.NO_SUCH_DRAW: _(
            "This study's protocol has no copper draw {draw}, so there is nothing to compare."
        ),
        Reason.NO_VALUES: _("No patient has a usable value yet."),
        Reason.TOO_FEW_PAIRS: _("Needs at least 2 pairs; you have {count}."),
        Reason.ALL_CHANGES_ZERO: _("No patient's value changed, so there is nothing to test."),
        Reason.NO_VARIATION: _("All values are the same, so there is nothing to compare them by."),
        Reason.OUT_OF_RANGE: _("The number is too large for this method."),
        Reason.NOT_IN_FAMILY: _("This comparison does not belong to the chosen family."),
        Reason.TOO_FEW_FOR_CORRELATION: _(
            "A correlation needs at least 4 patients with both values; you have {count}."
        ),
        Reason.TOO_FEW_VISITS: _(
            "Too few patients have both values at two or more visits to follow them over time."
        ),
        Reason.PERFECT_RELATION: _(
            "The values go together without exception, so there is no finite interval."
        ),
        Reason.GROUP_TOO_SMALL: _(
            "Needs at least 3 patients in each group; the smallest has {count}."
        ),
        Reason.NOBODY_IN_GROUP: _("No patient belongs to this group, so there is no comparison."),
        Reason.EVERYBODY_IN_GROUP: _(
            "Every patient belongs to this group, so there is no comparison."
        ),
        Reason.VISIT_WITHOUT_VALUES: _(
            "A draw has no value at all, so all draws cannot be compared at once."
        ),
        Reason.NOT_FITTED: _(
            "The model cannot be fitted: these values say too little about its covariances."
        ),
        Reason.NOT_NEEDED: _("Another method leads here."),
        Reason.NO_MARGIN: _("No margin was set within which a change would count as none."),
    }[why.reason].format(draw=draw_in_sentence(why.draw), count=why.n)


def missing_reason(of: MissingReason) -> str:
    """Why a value is not there, after the name of its draw: "Cu5 missed"."""
    return {
        MissingReason.NOT_DUE: pgettext("missing", "not due yet"),
        MissingReason.DUE: pgettext("missing", "due today"),
        MissingReason.LATE: pgettext("missing", "late"),
        MissingReason.OVERDUE: pgettext("missing", "overdue"),
        MissingReason.MISSED: pgettext("missing", "missed"),
        MissingReason.CANCELLED: pgettext("missing", "cancelled"),
        MissingReason.WITHDRAWN: pgettext("missing", "withdrew"),
        MissingReason.CONSENT_WITHDRAWN: pgettext("missing", "consent withdrawn"),
        MissingReason.WAITING_FOR_LAB: pgettext("missing", "waiting for the lab"),
        MissingReason.UNUSABLE: pgettext("missing", "no usable result"),
        MissingReason.NOT_RECORDED: pgettext("missing", "not recorded"),
        MissingReason.NO_SUCH_DRAW: pgettext("missing", "not in the protocol"),
        MissingReason.OUT_OF_WINDOW: pgettext("missing", "left out: out of window"),
        MissingReason.BELOW_LOQ: pgettext("missing", "left out: below LOQ"),
        MissingReason.HAEMOLYSED: pgettext("missing", "left out: haemolysed"),
        MissingReason.ABOVE_ULOQ: pgettext("missing", "left out: above the upper limit"),
        MissingReason.INCOMPLETE: pgettext("missing", "left out: another draw is missing"),
        MissingReason.GROUP_NOT_KNOWN: pgettext("missing", "group not known"),
        MissingReason.SHARED_RATING: pgettext("missing", "rated for an earlier draw"),
        MissingReason.FEW_VISITS: pgettext("missing", "fewer than two visits with both values"),
        MissingReason.NOT_IN_GROUP: pgettext("missing", "not in this group"),
    }[of]


def gap(of: Gap) -> str:
    """Cu5 overdue; a withdrawal needs no draw."""
    if of.reason is MissingReason.WITHDRAWN:
        return pgettext("missing", "Withdrew")
    if not of.draw:
        told = missing_reason(of.reason)
        return told[:1].upper() + told[1:]
    if of.measure is not Measure.COPPER:
        return _("{scale} {draw}: {reason}").format(
            scale=measure(of.measure),
            draw=draw_in_sentence(of.draw),
            reason=missing_reason(of.reason),
        )
    return _("{draw} {reason}").format(draw=draw_label(of.draw), reason=missing_reason(of.reason))


def grouped_missing(missing: Sequence[Missing]) -> list[tuple[str, tuple[str, ...]]]:
    """The missing by reason with their codes, the commonest reason first.

    Of a patient who lacks both draws the later one is named: it is what the comparison waits for.
    """
    found: dict[str, list[str]] = {}
    for one in missing:
        found.setdefault(gap(one.gaps[-1]), []).append(one.patient)
    ordered = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return [(words, tuple(codes)) for words, codes in ordered]


def note(of: Note) -> str:
    return {
        Note.EXACT_P_FLOOR: _("With fewer than 6 changes an exact p cannot fall below 0.05."),
        Note.INTERVAL_FALLS_SHORT: _(
            "With so few pairs the exact interval covers less than stated."
        ),
        Note.ZEROS_DROPPED: _("Changes of zero are dropped from the ranks; Pratt's p keeps them."),
        Note.TIES: _("Ties are taken into the exact distribution."),
        Note.NORMAL_APPROXIMATION: _("So many changes that the normal approximation is used."),
        Note.OUT_OF_WINDOW_INCLUDED: _("Draws out of window are included and marked."),
        Note.OUT_OF_WINDOW_LEFT_OUT: _("Draws out of window are left out."),
        Note.BELOW_LOQ_AS_LOQ_SQRT2: _("Values below the LOQ stand as LOQ/√2."),
        Note.BELOW_LOQ_AS_LOQ: _("Values below the LOQ stand as the LOQ."),
        Note.BELOW_LOQ_LEFT_OUT: _("Values below the LOQ are left out."),
        Note.ABOVE_ULOQ_AS_LIMIT: _("Values above the upper limit stand as the limit."),
        Note.HAEMOLYSED_INCLUDED: _("Haemolysed samples are included and marked."),
        Note.HAEMOLYSED_LEFT_OUT: _("Haemolysed samples are left out."),
    }[of]


def leading_estimate(outcome: PairedOutcome) -> Estimate | None:
    """The estimate of the test shown first."""
    found = outcome.hodges_lehmann if outcome.test is Test.SIGNED_RANK else outcome.mean_change
    return None if isinstance(found, NotEstimable) else found


def adjusted_with_family(of: AdjustedP | NotEstimable | None) -> list[str]:
    """Holm-adjusted p = 0.013 (planned comparisons, 2); nothing where there is none."""
    if not isinstance(of, AdjustedP):
        return []
    told = _("Holm-adjusted {p}").format(p=p_value(of.p))
    return [f"{told} ({family(of.family, of.size)})"]


def decisive_p(outcome: PairedOutcome) -> float | None:
    """The adjusted p, or the p itself where the comparison is outside the family."""
    if not isinstance(outcome.adjusted, NotEstimable):
        return outcome.adjusted.p
    return None if isinstance(outcome.p, NotEstimable) else outcome.p
