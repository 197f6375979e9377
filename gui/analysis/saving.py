"""Figures and values into files, and the figure onto the clipboard; made in the science process."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from gui.analysis.answer import Values
from gui.analysis.asking import Asking
from gui.analysis.drawing import Sketch, png_of, save_figure
from gui.analysis.table_file import save_values
from gui.analysis.taking_away import copy_picture
from gui.prompts import FileKind, Prompter
from gui.session import Session
from gui.widgets.message_bar import BarAction, MessageBar
from gui.words import report_files
from gui.words.language import _
from gui.words.printing import made_up


class Saving(QObject):
    """Asks where, has it written, and says so."""

    def __init__(
        self,
        session: Session,
        prompter: Prompter,
        message: MessageBar,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._prompter = prompter
        self._message = message
        self._asking = Asking(self)
        self._asking.answered.connect(self._finish)
        self._asking.failed.connect(self._explain)
        self._then: Callable[[object], None] = _do_nothing
        self._path = Path()

    @property
    def is_running(self) -> bool:
        return self._asking.is_running

    def copy_figure(self, sketch: Sketch, question: str) -> None:
        """`question` names the figure once it is copied."""
        self._then = partial(self._take_picture, question)
        self._asking.ask(png_of, self._marked(sketch))

    def save_figure(self, sketch: Sketch, name: str) -> None:
        kinds = [
            FileKind(_("PNG picture, 300 dpi"), (".png",)),
            FileKind(_("SVG drawing"), (".svg",)),
            FileKind(_("PDF"), (".pdf",)),
        ]
        path = self._where(_("Save figure"), kinds, name)
        if path is not None:
            self._then = self._say_saved
            self._asking.ask(save_figure, self._marked(sketch), path)

    def save_values(self, values: Values, name: str) -> None:
        kinds = [
            FileKind(_("CSV table"), (".csv",)),
            FileKind(_("Excel workbook"), (".xlsx",)),
        ]
        path = self._where(_("Save data table"), kinds, name)
        if path is not None:
            self._then = self._say_saved
            self._asking.ask(save_values, values, path)

    def _marked(self, sketch: Sketch) -> Sketch:
        """A figure of the demo says so wherever it is taken."""
        return replace(sketch, mark=made_up()) if self._session.is_demo else sketch

    def _where(self, title: str, kinds: Sequence[FileKind], name: str) -> Path | None:
        endings = [ending for kind in kinds for ending in kind.endings]
        suggested = self._session.study.path.parent / f"{name}{endings[0]}"
        path = self._prompter.save_file(title, kinds, suggested)
        if path is None:
            return None
        self._path = path
        if path.suffix.lower() in endings:
            return path
        self._prompter.tell(
            _("{file} cannot be written.").format(file=path.name),
            _("The name must end in {endings}.").format(endings=", ".join(endings)),
        )
        return None

    def _finish(self, answer: object) -> None:
        self._then(answer)

    def _take_picture(self, question: str, png: object) -> None:
        assert isinstance(png, bytes)
        copy_picture(png)
        self._message.inform(
            _("Figure of “{question}” copied. Paste it into your letter.").format(question=question)
        )

    def _say_saved(self, _answer: object) -> None:
        told = report_files.saved(self._path)
        self._message.say(told, actions=[opening(_("Open folder"), self._path.parent)])

    def _explain(self, error: object) -> None:
        if isinstance(error, OSError):
            tell_unwritten(self._prompter, self._path, error)


def opening(words: str, place: Path) -> BarAction:
    """Shows a folder or a file in the program that the computer has for it."""
    return BarAction(words, partial(QDesktopServices.openUrl, QUrl.fromLocalFile(str(place))))


def tell_unwritten(prompter: Prompter, path: Path, error: OSError) -> None:
    """A place refused a file."""
    prompter.tell(
        _("{file} could not be written.").format(file=path.name),
        _("Choose another place, or close the file elsewhere. ({reason})").format(
            reason=error.strerror or error
        ),
    )


def _do_nothing(_answer: object) -> None:
    return
