"""What is said of a report: written, not written, and whether it still holds."""

from pathlib import Path

from gui.report.checking import ReportCheck, Standing
from gui.words import dates, trail
from gui.words.language import _, ngettext


def folder_taken(folder: Path) -> str:
    return _(
        "“{folder}” is there already and not empty. Name a new folder for the report; nothing is "
        "written over."
    ).format(folder=folder.name)


def written(folder: Path, *, tables: int, figures: int) -> str:
    return _(
        "The report is in “{folder}”: report.html, report.pdf, report.docx; tables: {tables}; "
        "figures: {figures}; result.json, manifest.json."
    ).format(folder=folder, tables=tables, figures=figures)


def saved(path: Path) -> str:
    """Of a figure or a table: its name and the folder it is in."""
    return _("Saved “{file}” in “{folder}”.").format(file=path.name, folder=path.parent)


def no_pdf() -> str:
    return _(
        "report.pdf was not written, because Qt cannot be loaded here; all other files are there."
    )


def no_report(chosen: Path) -> str:
    return _(
        "There is no report in “{folder}”: its manifest.json is missing or cannot be read. Choose "
        "the folder that a full report was written into."
    ).format(folder=(chosen if chosen.is_dir() else chosen.parent).name)


def check_verdict(found: ReportCheck) -> str:
    """Whether the report says what the study holds, in a sentence."""
    return {
        Standing.CURRENT: _("The report is of the study as it is now."),
        Standing.SAME_DATA: _("The report still holds: its data have not changed."),
        Standing.CHANGED: _(
            "The report is out of date: the data have changed since. Write it anew."
        ),
        Standing.ELSEWHERE: _("The report was not made from this study as it is kept here."),
    }[found.standing]


def check_lines(found: ReportCheck) -> list[str]:
    """The verdict, then when the report was made, what came since, and the fingerprints."""
    report = found.report
    lines = [
        check_verdict(found),
        _("Report “{title}” of {moment}.").format(
            title=report.title, moment=dates.moment(report.written_at)
        ),
    ]
    if found.standing is Standing.ELSEWHERE:
        lines.append(
            _(
                "Its audit head is not in the trail of this study: it is of another study or of "
                "plain tables, or the trail was cut. Verify the audit trail."
            )
        )
    elif found.entries_since:
        lines.append(
            ngettext(
                "{count} entry was made in the audit trail since.",
                "{count} entries were made in the audit trail since.",
                found.entries_since,
            ).format(count=found.entries_since)
        )
        lines.append("; ".join(sorted(map(trail.what, found.since))) + ".")
    if found.protocol_changed:
        lines.append(_("The protocol was changed or confirmed since: the report states the older."))
    if report.altered:
        lines.append(
            _("Not as they were written: {files}.").format(files=", ".join(report.altered))
        )
    lines.append(_("Data of the report: {hash}").format(hash=_short(report.data_sha256)))
    if found.data_sha256 != report.data_sha256:
        lines.append(_("Data of the study: {hash}").format(hash=_short(found.data_sha256)))
    return lines


def _short(digest: str) -> str:
    """As much of a fingerprint as an eye compares."""
    return digest[:16]
