"""A table as a CSV file that the user names: what the screen shows, in UTF-8 for Excel."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from domain.exchange.csv_table import without_formula
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.words import safety
from gui.words.errors import file_refused
from gui.words.language import _


def csv_kind() -> FileKind:
    return FileKind(_("CSV table"), (".csv",))


def ask_for_csv(session: Session, prompter: Prompter, name: str) -> Path | None:
    """Where to save; suggested beside the study, with the day in its name."""
    suggested = session.study.path.with_name(f"{name} {session.today().isoformat()}.csv")
    return prompter.save_file(_("Save table"), [csv_kind()], suggested)


def write_csv(path: Path, titles: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """One row a line; no cell is taken for a formula. Raises OSError."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(titles)
        for row in rows:
            writer.writerow(["" if cell is None else without_formula(str(cell)) for cell in row])


def save_table(
    session: Session,
    prompter: Prompter,
    name: str,
    titles: Sequence[str],
    rows: Iterable[Sequence[object]],
) -> None:
    """Ask where, write, and say so, or say why not."""
    path = ask_for_csv(session, prompter, name)
    if path is None:
        return
    try:
        write_csv(path, titles, rows)
    except OSError as error:
        prompter.tell(_("The table was not saved."), file_refused(error))
    else:
        session.informed.emit(safety.table_saved(path))
