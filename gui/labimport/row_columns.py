"""What the table of a lab sheet's rows says of each, column by column, and in which colours."""

from collections.abc import Callable

from domain.labsheet.rows import Flag, PlannedRow, RowStatus
from gui.table_model import Column
from gui.words import lab_rows, labsheet
from gui.words.language import _

_STATUS_ICONS = {
    RowStatus.NEW: ("circle-plus", "ok"),
    RowStatus.SAME: ("equal", "text_secondary"),
    RowStatus.CHANGED: ("arrow-left-right", "link"),
    RowStatus.REPEAT: ("copy", "link"),
    RowStatus.NO_MATCH: ("circle-question-mark", "overdue"),
    RowStatus.NO_DRAW: ("circle-question-mark", "overdue"),
    RowStatus.AMBIGUOUS: ("circle-question-mark", "overdue"),
    RowStatus.NOT_COPPER: ("minus", "text_secondary"),
    RowStatus.CONTROL: ("flask-conical", "text_secondary"),
    RowStatus.UNUSABLE: ("ban", "warning"),
    RowStatus.ERROR: ("circle-alert", "overdue"),
}
_FLAG_ICONS = {Flag.BELOW_LOQ: "chevron-left", Flag.ABOVE_ULOQ: "chevron-right"}
_IGNORED = frozenset({RowStatus.SAME, RowStatus.NOT_COPPER, RowStatus.CONTROL})
_ASKING = frozenset({RowStatus.CHANGED, RowStatus.REPEAT, RowStatus.NEW})


def status_icon(row: PlannedRow) -> tuple[str, str]:
    """Icon and colour token; of a stored result with a query, those of its flag."""
    if row.skipped:
        return "minus", "text_secondary"
    beside = labsheet.shown_flag(row)
    if beside is not None and row.status is RowStatus.NEW:
        return _FLAG_ICONS.get(beside, "triangle-alert"), "warning"
    return _STATUS_ICONS[row.status]


def fill(row: PlannedRow) -> str | None:
    """The tint of the whole row: to decide, flagged, or none."""
    if row.needs_decision:
        return "info_fill" if row.status in _ASKING else "overdue_fill"
    return "warning_fill" if row.is_flagged else None


def is_quiet(row: PlannedRow) -> bool:
    return row.skipped or row.status in _IGNORED


def _tone(row: PlannedRow) -> str:
    return "text_secondary" if is_quiet(row) else "text"


def _note_icon(row: PlannedRow) -> tuple[str, str] | None:
    stored = row.to_store is not None and not row.needs_decision
    converted = stored and row.main_flag is Flag.UNIT_CONVERTED
    return ("info", "link") if converted else None


def _note_tone(row: PlannedRow) -> str:
    return "text" if row.needs_decision else "text_secondary"


def _in_file_tone(row: PlannedRow) -> str:
    unreadable = row.status in (RowStatus.ERROR, RowStatus.UNUSABLE) and row.value is None
    return "overdue" if unreadable else _tone(row)


def row_columns(
    row_name: Callable[[PlannedRow], str], status: Callable[[PlannedRow], str]
) -> tuple[Column[PlannedRow], ...]:
    return (
        Column(
            _("Row"),
            row_name,
            sort_key=lambda row: (row.sheet, row.row),
            is_number=True,
            tone=lambda _row: "text_secondary",
            fill=fill,
            spoken=spoken_row,
        ),
        Column(
            _("Status"),
            status,
            is_strong=True,
            tone=lambda row: status_icon(row)[1],
            fill=fill,
            icon=status_icon,
        ),
        Column(_("Patient"), lab_rows.patient, is_strong=True, tone=_tone, fill=fill),
        Column(_("Draw"), lab_rows.draw, tone=_tone, fill=fill),
        Column(
            _("Collected"),
            lab_rows.collected,
            sort_key=lambda row: row.collected_on,
            tone=_tone,
            fill=fill,
        ),
        Column(
            _("In file"),
            lab_rows.in_file,
            sort_key=lambda row: row.ug_dl,
            is_number=True,
            tone=_in_file_tone,
            fill=fill,
        ),
        Column(
            _("Stored as µg/dL"),
            lab_rows.in_ug_dl,
            sort_key=lambda row: row.ug_dl,
            is_number=True,
            tone=_tone,
            fill=fill,
        ),
        Column(
            _("Note"),
            lab_rows.note,
            tone=_note_tone,
            fill=fill,
            icon=_note_icon,
            tool_tip=lab_rows.note,
        ),
    )


DRAW, COLLECTED, IN_UG_DL, NOTE = 3, 4, 6, 7
DISPENSABLE = (COLLECTED, IN_UG_DL)
"""The panel beside says them too; where even so no note can be read, notes go instead."""


def spoken_row(row: PlannedRow) -> str:
    """The whole row in one breath: a screen reader reads the first cell."""
    return _("{place}: {status}, {patient} {draw}, {value}. {note}").format(
        place=lab_rows.place(row),
        status=labsheet.status_of(row),
        patient=lab_rows.patient(row),
        draw=lab_rows.draw(row),
        value=lab_rows.in_file(row),
        note=lab_rows.note(row),
    )
