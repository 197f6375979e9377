"""Why a correction, a query, a note or an entry of the screening log was refused."""

from domain.dosing import MeasureRefused
from domain.errors import CopperdeskError
from domain.quality import QualityRefused, WhyNotThat
from domain.scales import ItemsRefused, item_names
from domain.screening import ScreeningRefused, Unscreenable
from gui.words import dates, numbers
from gui.words.language import _
from gui.words.scales import item


def record_refused(error: CopperdeskError) -> str | None:
    """The sentence for `error`, or None if it is none of these."""
    match error:
        case MeasureRefused():
            return _measure(error)
        case ItemsRefused():
            return _items(error)
        case QualityRefused():
            return _quality(error)
        case ScreeningRefused():
            return _screening(error)
        case _:
            return None


def _measure(error: MeasureRefused) -> str:
    low, high = numbers.plain(error.low), numbers.plain(error.high)
    typed = numbers.plain(error.typed)
    if error.measure == "weight_kg":
        return _("The body weight must be {low}–{high} kg. You typed {typed}.").format(
            low=low, high=high, typed=typed
        )
    return _("The dose must be {low}–{high} mg. You typed {typed}.").format(
        low=low, high=high, typed=typed
    )


def _items(error: ItemsRefused) -> str:
    scale = error.scale.upper()
    if not error.item:
        return _("The {scale} items add up to {sum}, not {typed}.").format(
            scale=scale, sum=error.top, typed=error.typed
        )
    name = item(error.scale, item_names(error.scale)[error.item - 1])
    return _("{scale}, item {number} ({name}) must be 0–{top}. You typed {typed}.").format(
        scale=scale, number=error.item, name=name, top=error.top, typed=error.typed
    )


def _quality(error: QualityRefused) -> str:
    return {
        WhyNotThat.NO_SUCH_QUERY: _("There is no query {number}."),
        WhyNotThat.NO_SUCH_DEVIATION: _("This deviation is not on the list any more."),
        WhyNotThat.ANSWER_MISSING: _("Write an answer first."),
        WhyNotThat.QUESTION_MISSING: _("Write the question first."),
        WhyNotThat.TEXT_MISSING: _("Write the note first."),
        WhyNotThat.NOT_PENDING: _("Query {number} is closed already."),
        WhyNotThat.STILL_PENDING: _("Query {number} is open already."),
    }[error.why].format(number=error.number)


def _screening(error: ScreeningRefused) -> str:
    return {
        Unscreenable.CODE_TAKEN: _("{code} is in the screening log already."),
        Unscreenable.CODE_UNLIKE: _(
            "“{code}” cannot be a screening code. Use capitals and digits, as in S-012; never a "
            "name."
        ),
        Unscreenable.NOT_ENROLLED: _("There is no patient {code}. Enrol the patient first."),
        Unscreenable.REASON_MISSING: _("Say why {code} was not eligible."),
        Unscreenable.IN_THE_FUTURE: _("{code}: {day} is in the future."),
        Unscreenable.AFTER_ENROLMENT: _("{code} was enrolled on {day}, so screened before that."),
    }[error.why].format(code=error.code, day=dates.day(error.day) if error.day else "")
