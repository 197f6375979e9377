"""Lab sheets in words: statuses, flags, queries, and why a file was refused."""

from domain.labsheet.rows import Flag, Ignored, PlannedRow, QueryCode, RowStatus
from domain.labsheet.workbook import Refusal, SheetRefused
from domain.units import Unit
from gui.words.language import _, pgettext


def status(of: RowStatus) -> str:
    return {
        RowStatus.NEW: pgettext("lab row", "New"),
        RowStatus.SAME: pgettext("lab row", "Same"),
        RowStatus.CHANGED: pgettext("lab row", "Changed"),
        RowStatus.REPEAT: pgettext("lab row", "Repeat"),
        RowStatus.NO_MATCH: pgettext("lab row", "No match"),
        RowStatus.NO_DRAW: pgettext("lab row", "No draw"),
        RowStatus.AMBIGUOUS: pgettext("lab row", "Two draws fit"),
        RowStatus.NOT_COPPER: pgettext("lab row", "Other test"),
        RowStatus.CONTROL: pgettext("lab row", "Control"),
        RowStatus.UNUSABLE: pgettext("lab row", "Unusable"),
        RowStatus.ERROR: pgettext("lab row", "Error"),
    }[of]


def flag(of: Flag) -> str:
    return {
        Flag.IMPLAUSIBLE_UNIT: _("Implausible unit"),
        Flag.HIDDEN_ROW: _("Hidden row"),
        Flag.OUT_OF_WINDOW: _("Out of window"),
        Flag.BELOW_LOQ: _("Below LOQ"),
        Flag.ABOVE_ULOQ: _("Above range"),
        Flag.HAEMOLYSED: _("Haemolysed"),
        Flag.COLLECTED_MISMATCH: _("Collection differs"),
        Flag.DUPLICATE_IN_FILE: _("Twice in file"),
        Flag.UNIT_CONVERTED: _("Unit converted"),
        Flag.LAB_FLAG: _("Lab flag"),
        Flag.FROM_FORMULA: _("From formula"),
        Flag.COLLECTED_TIME_MISSING: _("No collection time"),
    }[of]


_QUIET_FLAGS = frozenset(
    {Flag.UNIT_CONVERTED, Flag.LAB_FLAG, Flag.FROM_FORMULA, Flag.COLLECTED_TIME_MISSING}
)


def shown_flag(row: PlannedRow) -> Flag | None:
    """The flag that stands beside the status; the quiet ones are notes only."""
    if row.status is RowStatus.SAME:
        return None
    said_by_status = {Flag.HAEMOLYSED} if row.status is RowStatus.UNUSABLE else set[Flag]()
    main = row.main_flag
    return None if main in _QUIET_FLAGS | said_by_status else main


def status_of(row: PlannedRow) -> str:
    """New; New · Below LOQ; Skipped."""
    if row.skipped:
        return pgettext("lab row", "Skipped")
    beside = shown_flag(row)
    if beside is None:
        return status(row.status)
    return f"{status(row.status)} · {flag(beside)}"


def brief_status_of(row: PlannedRow) -> str:
    """New; Below LOQ; Skipped: what matters most, where there is no room for both."""
    beside = shown_flag(row)
    stored = row.status is RowStatus.NEW and not row.skipped
    return flag(beside) if stored and beside is not None else status_of(row)


def query(of: QueryCode) -> str:
    """The question a stored result opens."""
    return {
        QueryCode.OUT_OF_WINDOW: _("Collected outside the window of its draw."),
        QueryCode.BELOW_LOQ: _("Below what the laboratory can measure."),
        QueryCode.ABOVE_ULOQ: _("Above what the laboratory can measure."),
        QueryCode.UNUSABLE: _("The specimen gave no result."),
        QueryCode.HAEMOLYSED: _("The laboratory reports haemolysis."),
        QueryCode.COLLECTED_MISMATCH: _("The collection on the sheet differs from the record."),
        QueryCode.COLLECTION_DATE_UNKNOWN: _("The sheet does not say when it was collected."),
    }[of]


def condition(code: str) -> str:
    """What the laboratory says about a specimen; `code` as stored."""
    return {
        "haemolysed": pgettext("specimen", "haemolysed"),
        "clotted": pgettext("specimen", "clotted"),
        "insufficient": pgettext("specimen", "too little material"),
        "lost": pgettext("specimen", "lost"),
    }.get(code, pgettext("specimen", "unusable"))


CONDITIONS = ("haemolysed", "clotted", "insufficient", "lost", "unusable")


def unit(of: Unit) -> str:
    return {
        Unit.UG_DL: "µg/dL",
        Unit.UMOL_L: "µmol/L",
        Unit.UG_L: "µg/L",
        Unit.MG_L: "mg/L",
    }[of]


def ignored(of: Ignored) -> str:
    return {
        Ignored.SUMMARY: _("Means and totals"),
        Ignored.SIGN_OFF: _("Signatures and dates of issue"),
        Ignored.REPEATED_HEADER: _("Repeated headings"),
        Ignored.NO_VALUE: _("Rows without a value"),
        Ignored.NOTE: _("Notes"),
    }[of]


_KINDS_OF_FILE = {
    "html": "HTML",
    "pdf": "PDF",
    "word": "Word",
    "zip": "ZIP",
    "ods": "OpenDocument",
    "xlsb": "Excel Binary (.xlsb)",
}


def refused(error: SheetRefused) -> str:
    """Why a lab sheet was not read and what to do, in one or two sentences."""
    if error.reason is Refusal.WRONG_TYPE:
        return _wrong_type(error.detail)
    return _refusal_sentences()[error.reason] + " " + _("Nothing was changed.")


def _wrong_type(detail: str) -> str:
    kind = _KINDS_OF_FILE.get(detail)
    if kind is None:
        return _(
            "This is not a lab sheet: it is neither an Excel workbook nor a text table. "
            "Nothing was changed."
        )
    return _(
        "This is a file of the kind {kind}. Save it as .xlsx or .csv and try again. "
        "Nothing was changed."
    ).format(kind=kind)


def _refusal_sentences() -> dict[Refusal, str]:
    return {
        Refusal.MISSING: _("The file is not there any more."),
        Refusal.NOT_A_FILE: _("This is a folder, not a file."),
        Refusal.NO_PERMISSION: _("You have no permission to read this file."),
        Refusal.IN_USE: _("Excel has this file open. Close it there and try again."),
        Refusal.UNREADABLE: _("The drive or the network did not give the file. Try again."),
        Refusal.EMPTY_FILE: _("The file is empty. Ask the laboratory to send it again."),
        Refusal.TOO_LARGE: _("The file is far too large for a lab sheet."),
        Refusal.WRONG_TYPE: _("This is not a lab sheet."),
        Refusal.ENCRYPTED: _(
            "The workbook is protected by a password. Save it without one and try again."
        ),
        Refusal.DAMAGED: _("The file is damaged or cut off. Ask the laboratory to send it again."),
        Refusal.UNPACKS_TOO_LARGE: _("The file unpacks to far more than a lab sheet holds."),
        Refusal.FORBIDDEN_XML: _(
            "The workbook holds instructions a lab sheet never needs, so it was not opened."
        ),
        Refusal.TOO_MANY_CELLS: _("The file has far more cells than a lab sheet."),
        Refusal.NO_CELLS: _(
            "The file is empty: no cell of it is filled. Choose another file, or ask the "
            "laboratory for the sheet with the results."
        ),
        Refusal.CELLS_LOST: _(
            "Not every cell of the workbook could be read. "
            "Save it again as .xlsx in Excel and try again."
        ),
        Refusal.TIMED_OUT: _(
            "Reading took too long and was stopped. Save it as .csv and try again."
        ),
        Refusal.OUT_OF_MEMORY: _(
            "Reading needed too much memory and was stopped. Save it as .csv and try again."
        ),
        Refusal.READER_DIED: _("The file could not be read. Save it as .csv and try again."),
        Refusal.CANCELLED: _("Reading was cancelled."),
    }
