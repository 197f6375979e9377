"""Keeping what was decided about a sheet in a file, and what is said when it comes back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from gui.labimport.preview_file import ENDING, is_preview, preview_beside, save_preview
from gui.labimport.sheet_check import SHEET_ENDINGS, SheetCheck
from gui.prompts import FileKind, Prompter
from gui.widgets.message_bar import BarAction, MessageBar
from gui.words import lab_imports
from gui.words.errors import file_refused
from gui.words.language import _


class ForLater:
    """Asks where to, writes, and says so in the notice above the sheet."""

    def __init__(self, prompter: Prompter, notice: MessageBar) -> None:
        self._prompter = prompter
        self._notice = notice

    def ask_for_file(self) -> Path | None:
        """A lab sheet, or decisions saved about one."""
        return self._prompter.open_file(_("Import lab sheet"), [_sheets(), _saved()])

    def ask_for_sheet(self) -> Path | None:
        """Decisions were opened, and the sheet they are about lies elsewhere."""
        question = _("Which lab sheet are these decisions about?")
        return self._prompter.open_file(question, [_sheets()])

    def save(self, check: SheetCheck) -> None:
        title = _("Save for later")
        path = self._prompter.save_file(title, [_saved()], preview_beside(check))
        if path is None:
            return
        path = path if is_preview(path) else path.with_name(path.name + ENDING)
        try:
            save_preview(check, path)
        except OSError as error:
            self._notice.warn(file_refused(error))
        else:
            self._notice.say(lab_imports.saved_for_later(path.name))

    def say_taken_up(self, check: SheetCheck) -> None:
        told = lab_imports.taken_up(check.plan)
        if check.no_longer:
            self._notice.warn(f"{told} {lab_imports.no_longer_holds(check.no_longer)}")
        else:
            self._notice.inform(told)

    def offer(self, saved: Path, take_up: Callable[[Path], None]) -> None:
        """Decisions about the sheet in front lie beside it."""
        action = BarAction(_("Take them up"), partial(take_up, saved))
        self._notice.inform(_("You saved decisions about this file."), [action])


def _sheets() -> FileKind:
    return FileKind(_("Lab sheets"), SHEET_ENDINGS)


def _saved() -> FileKind:
    return FileKind(_("Decisions saved for later"), (ENDING,))
