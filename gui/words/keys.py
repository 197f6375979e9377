"""The keys of the program, as a list to read."""

from gui.words.language import _


def keys_in_words() -> str:
    """A line for each place: its keys and what they do."""
    return "\n".join(
        (
            _("Everywhere: Ctrl+1…8 screens, Ctrl+F find patient, Ctrl+E enrol, Ctrl+I import,"),
            _("Ctrl+Z undo, Ctrl+Shift+Z redo, Alt+Left back, F6 next part of the window"),
            "",
            _("Today: ↑ ↓ rows, Enter record now, T other time, M missed, O open patient"),
            "",
            _("Calendar: arrows, Ctrl+← → previous and next visit, Home today, Enter details"),
            "",
            _("Import: F8 next problem, Shift+F8 previous, Enter best fix, Ctrl+Enter import"),
        )
    )
