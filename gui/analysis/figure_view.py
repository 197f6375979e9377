"""The figure on screen: the same function that makes the file, drawn in the theme's colours."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from gui.analysis.asking import Asking
from gui.analysis.drawing import Look, Picture, Sketch, picture_of
from gui.theme import FONT_FAMILY, app_theme
from gui.widgets.message_bar import announce

SETTLE_MS = 40
"""A layout changes size a few times in a row; the picture is asked for once."""
HEIGHT = 300
REACH = 14.0
"""Pixels from a mark within which the pointer means it."""


class FigureView(QWidget):
    """Asks for the picture in its own size, and paints the last one meanwhile.

    The pointer, or the arrow keys, name a patient; a click, or Enter, opens the patient.
    """

    patient_asked = Signal(str)
    """The person wants to see this patient."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sketch: Sketch | None = None
        self._image: QImage | None = None
        self._spots: tuple[tuple[str, float, float], ...] = ()
        self._named = ""
        self._asking = Asking(self)
        self._asking.answered.connect(self._show_picture)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self._ask)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self._fit()
        app_theme().changed.connect(self._fit)

    @property
    def is_drawn(self) -> bool:
        """The picture of the latest figure is on screen."""
        return (
            self._image is not None and not self._asking.is_running and not self._settle.isActive()
        )

    @property
    def density(self) -> float:
        """Pixels of the picture to a pixel of this widget; 0 without a picture."""
        return 0.0 if self._image is None else self._image.width() / self.width()

    @property
    def named(self) -> str:
        """The patient under the pointer, or reached by key."""
        return self._named

    @property
    def spots(self) -> tuple[tuple[str, QPointF], ...]:
        """Every mark of a patient, in pixels of this widget."""
        size = self._painted().size()
        return tuple((p, QPointF(x * size.width(), y * size.height())) for p, x, y in self._spots)

    def show_figure(self, sketch: Sketch, title: str, description: str) -> None:
        """Draw `sketch`; `title` and `description` are what a screen reader says of it."""
        if sketch == self._sketch:
            return
        if self._sketch is None or self._sketch.question != sketch.question:
            self._image = None
            self._fit()
        self._sketch = sketch
        self._spots, self._named = (), ""
        self.setAccessibleName(title)
        self.setAccessibleDescription(description)
        self._settle.start()
        self.update()

    def clear(self) -> None:
        self._asking.drop()
        self._settle.stop()
        self._sketch = self._image = None
        self._spots, self._named = (), ""
        self.update()

    def _fit(self) -> None:
        self.setFixedHeight(app_theme().px(HEIGHT))
        if self._sketch is not None:
            self._settle.start()

    def _ask(self) -> None:
        if self._sketch is not None and self.isVisible():
            look = look_of(self.width(), app_theme().px(HEIGHT), self.devicePixelRatioF())
            self._asking.ask(picture_of, self._sketch, look)

    def _show_picture(self, picture: object) -> None:
        assert isinstance(picture, Picture)
        image = QImage(
            picture.pixels, picture.width, picture.height, QImage.Format.Format_RGBA8888
        ).copy()
        image.setDevicePixelRatio(self.devicePixelRatioF())
        self._image = image
        self._spots = picture.spots
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if picture.spots else Qt.FocusPolicy.NoFocus)
        self.setFixedHeight(round(image.deviceIndependentSize().height()))
        self.update()

    def _painted(self) -> QRect:
        if self._image is None:
            return QRect()
        size = self._image.deviceIndependentSize().toSize()
        if size.width() != self.width():
            size = size.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        return QRect(0, 0, size.width(), size.height())

    def _name(self, patient: str, at: QPoint | None = None) -> None:
        if at is not None:
            QToolTip.showText(self.mapToGlobal(at), patient, self)
        if patient == self._named:
            return
        self._named = patient
        pointing = Qt.CursorShape.PointingHandCursor if patient else Qt.CursorShape.ArrowCursor
        self.setCursor(pointing)
        if patient:
            announce(self, patient)
        self.update()

    def _patient_at(self, point: QPointF) -> str:
        near = [
            ((spot - point).manhattanLength(), patient)
            for patient, spot in self.spots
            if abs(spot.x() - point.x()) <= REACH and abs(spot.y() - point.y()) <= REACH
        ]
        return min(near)[1] if near else ""

    def _step(self, step: int) -> None:
        patients = sorted({patient for patient, _x, _y in self._spots})
        if not patients:
            return
        place = patients.index(self._named) + step if self._named in patients else 0
        patient = patients[place % len(patients)]
        where = next(spot for code, spot in self.spots if code == patient)
        self._name(patient, where.toPoint())

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange and self._sketch is not None:
            self._settle.start()  # the window went to a screen of another density
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._sketch is not None:
            self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._sketch is not None and event.size().width() != event.oldSize().width():
            self._settle.start()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        patient = self._patient_at(event.position())
        self._name(patient, event.position().toPoint() if patient else None)
        if not patient:
            QToolTip.hideText()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._name("")

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._name("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        patient = self._patient_at(event.position())
        if patient and event.button() is Qt.MouseButton.LeftButton:
            self.patient_asked.emit(patient)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Right | Qt.Key.Key_Down:
                self._step(1)
            case Qt.Key.Key_Left | Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._named:
                self.patient_asked.emit(self._named)
            case _other:
                super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self._image is not None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self._painted(), self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(app_theme().colors.focus, 2.0))
        if self.hasFocus():
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), 4, 4)
        for patient, spot in self.spots:
            if patient == self._named:
                painter.drawEllipse(spot, 8.0, 8.0)
        painter.end()


def look_of(width: int, height: int, ratio: float) -> Look:
    """The theme on screen, for an area of so many pixels."""
    theme = app_theme()
    colors = theme.colors
    named = {
        "background": colors.surface,
        "text": colors.text,
        "secondary_text": colors.text_secondary,
        "axis": colors.control_border,
        "grid": colors.divider,
        "falling": colors.copper,
        "rising": colors.missed,
        "estimate": colors.text,
        "ring": colors.infusion,
        "second": colors.infusion,
        "third": colors.rating,
        "faint": colors.control_border,
        "band": colors.copper_fill,
        "void": colors.surface,
    }
    return Look(
        width=width,
        height=height,
        ratio=ratio,
        font=theme.px(12),
        marker=theme.px(8),
        family=FONT_FAMILY,
        colours={name: color.name() for name, color in named.items()},
    )
