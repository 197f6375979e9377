"""The enrolment form: what is asked, what is missing, what cannot be right."""

from collections.abc import Sequence
from enum import StrEnum

from domain.errors import CopperdeskError
from domain.patient import Diagnosis, Sex
from domain.protocol import Protocol
from domain.visits import VisitKind
from gui.words.language import _, ngettext


class Asked(StrEnum):
    """The fields of the form; the values are the names `domain` refuses them by."""

    CODE = "code"
    SEX = "sex"
    BIRTH_YEAR = "birth_year"
    DIAGNOSIS = "diagnosis"
    WEIGHT = "weight_kg"
    COMORBIDITIES = "comorbidities"
    ENROLLED_ON = "enrolled_on"
    FIRST_INFUSION = "first_infusion_on"
    WEEKDAYS = "weekdays"
    TIME = "infusion_time"


class Wrong(StrEnum):
    """What the form itself finds wrong with a field."""

    MISSING = "missing"
    NOT_A_YEAR = "not_a_year"
    NOT_A_WEIGHT = "not_a_weight"
    LONG_NUMBER = "long_number"


def label(of: Asked) -> str:
    return {
        Asked.CODE: _("Code"),
        Asked.SEX: _("Sex"),
        Asked.BIRTH_YEAR: _("Birth year"),
        Asked.DIAGNOSIS: _("Diagnosis"),
        Asked.WEIGHT: _("Body weight, kg"),
        Asked.COMORBIDITIES: _("Somatic comorbidities"),
        Asked.ENROLLED_ON: _("Enrolled on"),
        Asked.FIRST_INFUSION: _("First infusion"),
        Asked.WEEKDAYS: _("Days of the infusions"),
        Asked.TIME: _("Usual time"),
    }[of]


def problem(of: Wrong | CopperdeskError) -> str:
    if not isinstance(of, Wrong):
        # All that can be refused, lab sheets included; reports ask for names alone.
        from gui.words.errors import sentence_of

        return sentence_of(of)
    return {
        Wrong.MISSING: "",
        Wrong.NOT_A_YEAR: _("Four digits, such as 1978; or leave it empty."),
        Wrong.NOT_A_WEIGHT: _("A number of kilograms, such as 72.5; or leave it empty."),
        Wrong.LONG_NUMBER: _(
            "This holds a number of 11 digits, like a national number. Such numbers are not stored."
        ),
    }[of]


def stored_as(code: str) -> str:
    """Beside a code typed in another way."""
    return _("Stored as {code}.").format(code=code)


def far_ahead(days: int) -> str:
    """Beside a first infusion that is hardly meant so late."""
    return ngettext(
        "{count} day ahead. Check the date.", "{count} days ahead. Check the date.", days
    ).format(count=days)


def sex(of: Sex) -> str:
    return {Sex.FEMALE: _("Female"), Sex.MALE: _("Male")}[of]


def diagnosis(of: Diagnosis) -> str:
    return {
        Diagnosis.MDD: _("Major depressive disorder"),
        Diagnosis.BD: _("Bipolar disorder"),
    }[of]


def still_needed(fields: Sequence[Asked]) -> str:
    """Still needed: sex, diagnosis."""
    if not fields:
        return ""
    names = ", ".join(label(field).lower() for field in fields)
    return _("Still needed: {fields}").format(fields=names)


def to_correct(count: int) -> str:
    return ngettext(
        "{count} field needs a correction.", "{count} fields need a correction.", count
    ).format(count=count)


def visits_counted(kinds: Sequence[VisitKind]) -> str:
    """3 infusions, 2 copper draws, 1 rating; kinds that are not there are left out."""
    counts = {kind: list(kinds).count(kind) for kind in VisitKind}
    told = {
        VisitKind.INFUSION: ngettext(
            "{count} infusion", "{count} infusions", counts[VisitKind.INFUSION]
        ),
        VisitKind.DRAW: ngettext(
            "{count} copper draw", "{count} copper draws", counts[VisitKind.DRAW]
        ),
        VisitKind.RATING: ngettext("{count} rating", "{count} ratings", counts[VisitKind.RATING]),
    }
    return ", ".join(told[kind].format(count=count) for kind, count in counts.items() if count)


def created(protocol: Protocol) -> str:
    """8 infusions, 6 copper draws and 5 ratings will be planned."""
    return _("{infusions} infusions, {draws} copper draws and {ratings} ratings").format(
        infusions=protocol.infusions.count,
        draws=len(protocol.draws),
        ratings=len(protocol.ratings),
    )
