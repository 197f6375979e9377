"""A printout to a picture, a PDF file or a printer."""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QSizeF, Qt
from PySide6.QtGui import QImage, QPagedPaintDevice, QPageLayout, QPageSize, QPainter, QPdfWriter
from PySide6.QtWidgets import QWidget

from gui.printing.ink import Ink, Paper, Printout

_PDF_DPI = 600
_MM_PER_INCH = 25.4


def page_image(printout: Printout, page: int, dots_per_inch: float) -> QImage:
    """The page as it will be printed, at this resolution."""
    scale = dots_per_inch / _MM_PER_INCH
    paper = printout.paper
    image = QImage(
        round(paper.width * scale), round(paper.height * scale), QImage.Format.Format_RGB32
    )
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    printout.paint(Ink(painter, dots_per_inch), page)
    painter.end()
    return image


def write_pdf(printout: Printout, path: Path) -> None:
    """Write all pages. Raises OSError where the file cannot be written."""
    with path.open("ab"):  # QPdfWriter says nothing where it cannot write
        pass
    writer = QPdfWriter(str(path))
    writer.setTitle(printout.title)
    writer.setCreator("Copperdesk")
    writer.setResolution(_PDF_DPI)
    writer.setPageLayout(_layout(printout.paper))
    _paint_pages(printout, writer, _PDF_DPI)


def send_to_printer(printout: Printout, parent: QWidget | None) -> bool:
    """Let the user choose a printer, and print; False where they changed their mind."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(printout.title)
    printer.setPageLayout(_layout(printout.paper))
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    _paint_pages(printout, printer, printer.resolution())
    return True


def _paint_pages(printout: Printout, device: QPagedPaintDevice, dots_per_inch: float) -> None:
    painter = QPainter(device)
    for page in range(printout.page_count):
        if page:
            device.newPage()
        painter.save()
        printout.paint(Ink(painter, dots_per_inch), page)
        painter.restore()
    painter.end()


def _layout(paper: Paper) -> QPageLayout:
    """The whole sheet without margins: the printout keeps its own."""
    size = QPageSize(QSizeF(paper.width, paper.height), QPageSize.Unit.Millimeter)
    if (paper.width, paper.height) == (210, 297):
        size = QPageSize(QPageSize.PageSizeId.A4)
    none = QMarginsF(0, 0, 0, 0)
    return QPageLayout(size, QPageLayout.Orientation.Portrait, none)
