"""Paper before it is printed, at its true size, with the few choices it has."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.printing.ink import Printout
from gui.printing.output import page_image, send_to_printer, write_pdf
from gui.prompts import FileKind, Prompter
from gui.theme import app_theme
from gui.widgets.buttons import PlainButton, PrimaryButton
from gui.widgets.empty_state import EmptyState
from gui.widgets.label import Label
from gui.widgets.window_size import size_window
from gui.words import printing as words
from gui.words.errors import file_refused
from gui.words.language import _

_SHARP = 2.0
"""Pages are painted this much finer than the screen, then drawn smaller: text stays clean."""
_GAP = 14


class PaperView(QWidget):
    """The pages one under another, as large as the paper is."""

    def __init__(self) -> None:
        super().__init__()
        self._images: list[QImage] = []
        self._sizes: list[QSize] = []

    @property
    def page_count(self) -> int:
        return len(self._images)

    def show_printout(self, printout: Printout) -> None:
        dots = self.screen().physicalDotsPerInch()
        self._images = [
            page_image(printout, page, dots * _SHARP) for page in range(printout.page_count)
        ]
        paper = printout.paper
        size = QSize(round(paper.width * dots / 25.4), round(paper.height * dots / 25.4))
        self._sizes = [size] * len(self._images)
        self.setFixedSize(
            size.width() + 2 * _GAP, (size.height() + _GAP) * len(self._images) + _GAP
        )
        self.setAccessibleName(printout.title)
        self.setAccessibleDescription(words.page_of(1, printout.page_count))
        self.update()

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(app_theme().colors.control_border, 1))
        y = _GAP
        for image, size in zip(self._images, self._sizes, strict=True):
            small = image.scaled(
                size * self.devicePixelRatio(),
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            small.setDevicePixelRatio(self.devicePixelRatio())
            painter.drawImage(_GAP, y, small)
            painter.drawRect(_GAP, y, size.width(), size.height())
            y += size.height() + _GAP
        painter.end()


class PrintPreview(QDialog):
    """Choices above, the paper below; prints, or saves a PDF."""

    def __init__(
        self,
        make: Callable[[], Printout],
        prompter: Prompter,
        parent: QWidget | None = None,
        *,
        choices: QWidget | None = None,
        nothing: str = "",
    ) -> None:
        """`make` is asked again whenever a choice changes: see `refresh`.

        `nothing` stands in place of the paper where there is no page to print.
        """
        super().__init__(parent)
        self._make = make
        self._prompter = prompter
        self.paper = PaperView()
        self.print_button = PrimaryButton(_("Print…"), icon_name="printer")
        self.print_button.clicked.connect(self._print)
        self.pdf_button = PlainButton(_("Save as PDF…"), icon_name="save")
        self.pdf_button.clicked.connect(self.save_pdf)
        self._pages = Label("", tone="secondary")
        self._true_size = Label(_("Shown at true size"), "small", "secondary")
        self.nothing = EmptyState(nothing)
        self._places = QStackedWidget()
        self.printout = make()
        self._lay_out(choices)
        self.refresh()
        QShortcut(QKeySequence(QKeySequence.StandardKey.Print), self, self._print)

    def refresh(self) -> None:
        """A choice changed: show what would be printed now."""
        self.printout = self._make()
        count = self.printout.page_count
        if count:
            self.paper.show_printout(self.printout)
        self._places.setCurrentIndex(0 if count else 1)
        for button in (self.print_button, self.pdf_button):
            button.setEnabled(bool(count))
        self._true_size.setVisible(bool(count))
        self._pages.setVisible(bool(count))
        self._pages.setText(words.pages(count))
        self.setWindowTitle(self.printout.title)

    def save_pdf(self) -> None:
        """Ask where to, and write the file; a file that cannot be written is named."""
        kind = FileKind(_("PDF"), (".pdf",))
        path = self._prompter.save_file(_("Save as PDF"), [kind], None)
        if path is None:
            return
        try:
            write_pdf(self.printout, path)
        except OSError as error:
            self._prompter.tell(
                _("{file} could not be written.").format(file=path.name), file_refused(error)
            )
        else:
            self.accept()

    def _print(self) -> None:
        if self.printout.page_count and send_to_printer(self.printout, self):
            self.accept()

    def _lay_out(self, choices: QWidget | None) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 14, 16, 14)
        column.setSpacing(10)
        if choices is not None:
            column.addWidget(choices, 0, Qt.AlignmentFlag.AlignLeft)
        scroll = QScrollArea()
        scroll.setWidget(self.paper)
        scroll.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scroll.setAccessibleName(_("Preview at true size"))
        self._places.addWidget(scroll)
        self._places.addWidget(self.nothing)
        column.addWidget(self._places, 1)
        column.addLayout(self._foot())
        size_window(self, 900, 720)

    def _foot(self) -> QLayout:
        close = PlainButton(_("Close"))
        close.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self._pages)
        row.addWidget(self._true_size)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self.pdf_button)
        row.addWidget(self.print_button)
        self.print_button.setDefault(True)
        return row
