"""The figures of a report as files: each drawn once, saved as SVG, PDF and PNG."""

import gc
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.analysis.drawing import register_own_fonts
from gui.report.document import Document, Picture

if TYPE_CHECKING:
    from stats.figures.style import FigureStyle

FOLDER = "figures"


@dataclass(frozen=True, slots=True)
class FigureFiles:
    """One figure on disk."""

    svg: Path
    pdf: Path
    png: Path
    width_mm: float
    height_mm: float

    @property
    def paths(self) -> tuple[Path, Path, Path]:
        return self.svg, self.pdf, self.png


def write_figures(
    document: Document, folder: Path, style: "FigureStyle | None" = None
) -> dict[int, FigureFiles]:
    """Write every figure into `folder`/figures; the answer is by number. Raises OSError."""
    from stats.figures.style import PRINT

    register_own_fonts()
    (folder / FOLDER).mkdir()
    # Figures are full of cycles: else the collector would search all that is loaded for each.
    gc.freeze()
    try:
        return {
            picture.number: _write(picture, folder / FOLDER, style or PRINT)
            for picture in document.pictures
        }
    finally:
        gc.unfreeze()


def _write(picture: Picture, folder: Path, style: "FigureStyle") -> FigureFiles:
    from stats.figures.style import MM_PER_INCH, FileFormat, save

    figure = picture.draw(style)
    stem = f"{picture.number:02}-{picture.name}"
    paths = [folder / f"{stem}.{kind.value}" for kind in FileFormat]
    for path, kind in zip(paths, FileFormat, strict=True):
        save(figure, path, kind)
    png, svg, pdf = paths
    width, height = (float(side) * MM_PER_INCH for side in figure.get_size_inches())
    return FigureFiles(svg, pdf, png, width, height)
