"""A form inside a screen that may hold what somebody typed and has not saved."""

from PySide6.QtWidgets import QWidget


class HalfTyped(QWidget):
    """Its screen is asked what would be lost before the study is closed."""

    @property
    def unsaved(self) -> str:
        """What would be lost, as a sentence; empty if nothing."""
        return ""
