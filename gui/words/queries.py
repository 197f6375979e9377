"""Queries in words: what a rule asks, and what the laboratory wrote."""

from datetime import date, datetime
from decimal import Decimal

from domain.findings import PLAUSIBLE_UG_DL, RESULT_MISSING_AFTER
from domain.quality import Query, QueryRule, QueryState
from gui.words import dates, labsheet, numbers, visits
from gui.words.language import _, ngettext, pgettext

ASKED_OF_THE_LAB = frozenset(
    {QueryRule.BELOW_LOQ, QueryRule.ABOVE_ULOQ, QueryRule.COPPER_IMPLAUSIBLE}
)
"""What the laboratory can check: the value it wrote."""


def rule(of: QueryRule) -> str:
    """Out of window; Below the limit of quantification."""
    return {
        QueryRule.OUT_OF_WINDOW: _("Out of window"),
        QueryRule.BELOW_LOQ: _("Below the limit of quantification"),
        QueryRule.ABOVE_ULOQ: _("Above the upper limit of quantification"),
        QueryRule.UNUSABLE: _("Unusable sample"),
        QueryRule.HAEMOLYSED: _("Haemolysed sample"),
        QueryRule.SPECIMEN_DOUBTFUL: _("Specimen in doubtful condition"),
        QueryRule.COLLECTED_MISMATCH: _("Collection date differs from the record"),
        QueryRule.COLLECTION_DATE_UNKNOWN: _("Collection date unknown"),
        QueryRule.COPPER_IMPLAUSIBLE: _("Implausible copper value"),
        QueryRule.COPPER_JUMP: _("Copper changed by more than half"),
        QueryRule.RESULT_BEFORE_COLLECTION: _("Result reported before collection"),
        QueryRule.RESULT_MISSING: _("No result yet"),
        QueryRule.DUPLICATE_TUBE: _("Tube number on two draws"),
        QueryRule.DOSE_DEVIATES: _("Dose differs from the protocol"),
        QueryRule.WEIGHT_DIFFERS: _("Body weight differs from enrolment"),
        QueryRule.SCORE_JUMP: _("Sudden change of scores"),
        QueryRule.ITEMS_INCOMPLETE: _("Items missing in a rating"),
        QueryRule.SCORE_MISSING: _("One of two scores missing"),
        QueryRule.ASKED: _("Question of a person"),
    }[of]


def finding(of: QueryRule) -> str:
    """below LOQ; out of window: behind a visit's name."""
    return {
        QueryRule.OUT_OF_WINDOW: _("out of window"),
        QueryRule.BELOW_LOQ: _("below LOQ"),
        QueryRule.ABOVE_ULOQ: _("above the upper limit"),
        QueryRule.UNUSABLE: _("without a usable result"),
        QueryRule.HAEMOLYSED: _("haemolysed"),
        QueryRule.SPECIMEN_DOUBTFUL: _("specimen in doubt"),
        QueryRule.COLLECTED_MISMATCH: _("collection date differs"),
        QueryRule.COLLECTION_DATE_UNKNOWN: _("collection date unknown"),
        QueryRule.COPPER_IMPLAUSIBLE: _("implausible value"),
        QueryRule.COPPER_JUMP: _("changed by more than half"),
        QueryRule.RESULT_BEFORE_COLLECTION: _("reported before collection"),
        QueryRule.RESULT_MISSING: _("without a result"),
        QueryRule.DUPLICATE_TUBE: _("tube number used twice"),
        QueryRule.DOSE_DEVIATES: _("dose differs"),
        QueryRule.WEIGHT_DIFFERS: _("weight differs"),
        QueryRule.SCORE_JUMP: _("scores jumped"),
        QueryRule.ITEMS_INCOMPLETE: _("items missing"),
        QueryRule.SCORE_MISSING: _("score missing"),
        QueryRule.ASKED: _("question"),
    }[of]


def asks(query: Query) -> str:
    """What is wrong, with its values, and what to do; a person's own words as they stand."""
    if query.rule is QueryRule.ASKED:
        return query.question
    wrong = _sentence(query).format_map(_Values(_shown(query)))
    return _("{wrong} {next_step}").format(wrong=wrong, next_step=next_step(query.rule))


def next_step(of: QueryRule) -> str:
    """What whoever reads the query does about it."""
    return {
        QueryRule.OUT_OF_WINDOW: _("Check the day; if it is right, answer why."),
        QueryRule.BELOW_LOQ: _("Ask the lab to check the value."),
        QueryRule.ABOVE_ULOQ: _("Ask the lab to measure it diluted."),
        QueryRule.UNUSABLE: _("Ask the lab what is left; else answer that there is none."),
        QueryRule.HAEMOLYSED: _("Decide whether the result counts, and answer."),
        QueryRule.SPECIMEN_DOUBTFUL: _("Decide whether it is analysed or drawn again, and answer."),
        QueryRule.COLLECTED_MISMATCH: _("Check which is right; correct the record, or answer."),
        QueryRule.COLLECTION_DATE_UNKNOWN: _("Record when the draw was collected."),
        QueryRule.COPPER_IMPLAUSIBLE: _("Ask the lab to check value and unit."),
        QueryRule.COPPER_JUMP: _("Check both results; if they are right, answer so."),
        QueryRule.RESULT_BEFORE_COLLECTION: _("Check both days and correct the wrong one."),
        QueryRule.RESULT_MISSING: _("Ask the lab for the result."),
        QueryRule.DUPLICATE_TUBE: _("Check the labels and correct the wrong number."),
        QueryRule.DOSE_DEVIATES: _("Check dose and weight; if they are right, answer why."),
        QueryRule.WEIGHT_DIFFERS: _("Check the weight; if it is right, answer so."),
        QueryRule.SCORE_JUMP: _("Check both ratings; if they are right, answer so."),
        QueryRule.ITEMS_INCOMPLETE: _("Enter the missing items, or answer why they are missing."),
        QueryRule.SCORE_MISSING: _("Enter the other score, or answer why it is missing."),
        QueryRule.ASKED: _("Answer the question."),
    }[of]


def _sentence(query: Query) -> str:
    if query.rule is QueryRule.OUT_OF_WINDOW and "first" not in query.detail:
        return _("The draw was collected outside its window.")  # as asked by earlier versions
    if query.rule is QueryRule.COLLECTED_MISMATCH and "recorded" not in query.detail:
        return _("The lab’s collection date differs from the record.")
    return {
        QueryRule.OUT_OF_WINDOW: _(
            "Collected on {collected}, outside the window from {first} to {last}."
        ),
        QueryRule.BELOW_LOQ: _("The lab wrote “{verbatim}”: too little to be measured."),
        QueryRule.ABOVE_ULOQ: _("The lab wrote “{verbatim}”: too much to be measured."),
        QueryRule.UNUSABLE: _("The lab wrote “{verbatim}”: there is no usable result."),
        QueryRule.HAEMOLYSED: _("The sample was haemolysed; the lab wrote “{verbatim}”."),
        QueryRule.SPECIMEN_DOUBTFUL: _("Noted about the specimen: {condition}."),
        QueryRule.COLLECTED_MISMATCH: _(
            "The lab’s sheet says collected {collected}, the record says {recorded}."
        ),
        QueryRule.COLLECTION_DATE_UNKNOWN: _(
            "The lab wrote “{verbatim}”, but no collection is recorded."
        ),
        QueryRule.COPPER_IMPLAUSIBLE: _(
            "The lab wrote “{verbatim}”, which is not between {low} and {high} µg/dL."
        ),
        QueryRule.COPPER_JUMP: _(
            "Copper went from {before} to {after} µg/dL since {other}: by more than half."
        ),
        QueryRule.RESULT_BEFORE_COLLECTION: _(
            "The result is dated {reported}, before its draw was collected on {collected}."
        ),
        QueryRule.RESULT_MISSING: _("Collected on {collected}, and after {days} days no result."),
        QueryRule.DUPLICATE_TUBE: _("Tube {tube} is also the tube of {others}."),
        QueryRule.DOSE_DEVIATES: _(
            "{dose} mg is {per_kg} mg/kg; the protocol’s dose would be {planned} mg."
        ),
        QueryRule.WEIGHT_DIFFERS: _(
            "The weight is {weight} kg; at enrolment it was {enrolled} kg."
        ),
        QueryRule.SCORE_JUMP: _("{scale} went from {before} to {after} since the rating before."),
        QueryRule.ITEMS_INCOMPLETE: _("Not rated: {items}. So there is no total."),
        QueryRule.SCORE_MISSING: _("Only {there} was entered."),
        QueryRule.ASKED: "",
    }[query.rule]


def _shown(query: Query) -> dict[str, str]:
    shown = dict(query.detail)
    for name in ("before", "after", "dose", "per_kg", "planned", "weight", "enrolled"):
        if name in shown:
            shown[name] = numbers.plain(Decimal(shown[name]))
    if query.rule is QueryRule.RESULT_MISSING:
        shown |= {"collected": query.about, "days": str(RESULT_MISSING_AFTER.days)}
    for name in ("reported", "collected", "recorded", "first", "last"):
        if name in shown:
            shown[name] = _moment(shown[name])
    for name in ("scale", "there"):
        if name in shown:
            shown[name] = shown[name].upper()
    if "condition" in shown:
        shown["condition"] = labsheet.condition(shown["condition"])
    low, high = PLAUSIBLE_UG_DL
    shown |= {"low": f"{low:g}", "high": f"{high:g}", "items": _missing_items(query)}
    if "other" in shown:
        shown["other"] = visits.draw_label(shown["other"])
    if "others" in shown:
        shown["others"] = ", ".join(_other_draw(named) for named in shown["others"].split(", "))
    return shown


def _moment(value: str) -> str:
    """A day; with the time where that differs too."""
    if "T" in value:
        return dates.short_moment(datetime.fromisoformat(value))
    return dates.short_day(date.fromisoformat(value))


def _missing_items(query: Query) -> str:
    """2 items of MADRS, 1 item of YMRS."""
    return ", ".join(
        ngettext("{count} item of {scale}", "{count} items of {scale}", count).format(
            count=count, scale=scale.upper()
        )
        for scale, count in (
            (scale, int(query.detail[scale]))
            for scale in ("madrs", "ymrs")
            if scale in query.detail
        )
    )


def _other_draw(named: str) -> str:
    patient, _space, code = named.rpartition(" ")
    return f"{patient} {visits.draw_label(code)}"


class _Values(dict[str, str]):
    def __missing__(self, name: str) -> str:
        return "–"


def state(of: QueryState) -> str:
    return {
        QueryState.OPEN: pgettext("query", "Open"),
        QueryState.ANSWERED: pgettext("query", "Answered"),
        QueryState.CLOSED: pgettext("query", "Closed"),
        QueryState.VERIFIED: pgettext("query", "Verified"),
        QueryState.WITHDRAWN: pgettext("query", "Withdrawn"),
    }[of]


def wrote(query: Query) -> str:
    """What the laboratory wrote: “<0,05”."""
    verbatim = query.detail.get("verbatim", "")
    return _("“{text}”").format(text=verbatim) if verbatim else "–"


def source(query: Query) -> str:
    """Cu_2026-03-23.xlsx, Wyniki!C9."""
    file, cell = query.detail.get("file", ""), query.detail.get("cell", "")
    return _("{file}, {cell}").format(file=file, cell=cell) if file and cell else file or cell


def account(query: Query) -> str:
    """Query 3, opened 24 Mar 2026 10:12 by A. Nowak. The answer, and who closed it."""
    told = [
        _("Query {number}, opened {moment} by {who}.").format(
            number=query.number,
            moment=dates.moment(query.opened_at),
            who=query.opened_by or _("a rule"),
        )
    ]
    if source(query):
        told.append(_("Source: {source}.").format(source=source(query)))
    if query.answer:
        when = dates.moment(query.answered_at) if query.answered_at else "–"
        told.append(
            _("Answer: “{answer}” ({who}, {moment}).").format(
                answer=query.answer, who=query.answered_by, moment=when
            )
        )
    if query.closed_at is not None:
        told.append(_closed(query.state, query.closed_by, dates.moment(query.closed_at)))
    return " ".join(told)


def _closed(of: QueryState, who: str, when: str) -> str:
    words = {
        QueryState.CLOSED: _("Closed by {who}, {moment}."),
        QueryState.VERIFIED: _("Marked as verified by {who}, {moment}."),
        QueryState.WITHDRAWN: _("Withdrawn by its rule, {moment}."),
    }
    return words[of].format(who=who, moment=when) if of in words else ""


def who_does_what() -> str:
    """Below the buttons of a query that somebody still has to act on."""
    return _(
        "The coordinator answers. Whoever checks the answer closes the query, or marks the value "
        "as verified: then the rule stays quiet until it changes."
    )


def none_in_state(of: str | None) -> str:
    """Where a list has no row; None if there is no query at all."""
    words = {
        QueryState.OPEN: _("No open queries."),
        QueryState.ANSWERED: _("No answered queries."),
        QueryState.CLOSED: _("No closed queries."),
        QueryState.VERIFIED: _("No verified queries."),
    }
    return words[QueryState(of)] if of in set(words) else _("No queries yet.")


def shown(count: int) -> str:
    return ngettext("{count} query shown", "{count} queries shown", count).format(count=count)


def open_count(count: int) -> str:
    return ngettext("{count} open query", "{count} open queries", count).format(count=count)
