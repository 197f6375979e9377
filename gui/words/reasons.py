"""Reasons for what was missed or moved; a study's own words stand as they are."""

from domain.reasons import LEAST_LETTERS
from gui.words.language import _, ngettext, pgettext


def reason(code: str) -> str:
    """patient_unwell becomes "Patient unwell"."""
    words = {
        "patient_unwell": _("Patient unwell"),
        "patient_declined": _("Patient declined"),
        "patient_on_leave": _("Patient on approved leave"),
        "patient_left": _("Patient had left"),
        "raised_blood_pressure": _("Raised blood pressure"),
        "ward_full": _("Ward full"),
        "staff_not_available": _("Staff not available"),
        "rater_not_available": _("Rater not available"),
        "difficult_venepuncture": _("Difficult venepuncture"),
        "tube_not_available": _("No tube available"),
        "infusion_not_given": _("Infusion not given"),
        "withdrawn": _("Left the study"),
        "protocol_changed": _("Not in the changed protocol"),
        "consent_withdrawn": _("Consent withdrawn"),
        "lost_to_follow_up": _("Lost to follow-up"),
        "moved_away": _("Moved away"),
        "result_in_doubt": _("Result in doubt"),
        "clinical_need": _("Clinical need"),
        "specimen_lost": _("Specimen lost"),
        "corrected_by_laboratory": _("Corrected by the laboratory"),
        "repeat_measured": _("Measured again"),
        "name_typed": _("A name was typed"),
        "number_typed": _("A national number was typed"),
        "birth_date_typed": _("A birth date was typed"),
        "typing_mistake": _("Typing mistake"),
        "other": pgettext("reason", "Other"),
    }
    return words.get(code, code)


KNOWN_REASONS = (
    "patient_unwell", "patient_declined", "patient_on_leave", "patient_left",
    "raised_blood_pressure", "ward_full", "staff_not_available", "rater_not_available",
    "difficult_venepuncture", "tube_not_available", "infusion_not_given", "other",
)  # fmt: skip
"""The codes a menu may offer; what is typed in their words is stored as the code."""


def too_short() -> str:
    """Under a field whose reason says nothing yet."""
    return ngettext(
        "Say why, in at least {count} letter.",
        "Say why, in at least {count} letters.",
        LEAST_LETTERS,
    ).format(count=LEAST_LETTERS)


def needs_words(code: str) -> bool:
    """Whether the reason says nothing without a note."""
    return code == "other"
