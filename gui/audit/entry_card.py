"""One entry of the trail in full."""

from gui.audit.trail_rows import TrailRow
from gui.widgets.card import Card
from gui.widgets.label import Label
from gui.words.language import _


class EntryCard(Card):
    """Old and new value, which the table has no room for; nothing can be edited."""

    def __init__(self) -> None:
        super().__init__(margin=12, spacing=4)
        self._headline = Label("", "strong", wraps=True)
        self._before = Label("", wraps=True)
        self._after = Label("", wraps=True)
        self._why = Label("", tone="secondary", wraps=True)
        for label in (self._headline, self._before, self._after, self._why):
            self.body.addWidget(label)
        self.show_row(None)

    @property
    def text(self) -> str:
        labels = (self._headline, self._before, self._after, self._why)
        return "\n".join(label.text() for label in labels if label.text())

    def show_row(self, row: TrailRow | None) -> None:
        self.setVisible(row is not None)
        if row is None:
            return
        entry = row.entry
        number = _("Action {action}, entry {entry}").format(action=entry.action, entry=entry.seq)
        parts = (number, row.when, entry.who, entry.patient, row.what, row.item)
        self._headline.setText(" · ".join(part for part in parts if part))
        self._before.setText(_("Old: {value}").format(value=row.before))
        self._after.setText(_("New: {value}").format(value=row.after))
        self._why.setText(_("Reason: {reason}").format(reason=row.why) if row.why else "")
        self._why.setVisible(bool(row.why))
