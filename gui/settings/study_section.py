"""Study and labels: what the study is called, and what its patients' codes look like."""

from dataclasses import replace

from PySide6.QtWidgets import QLineEdit

from domain.protocol import Protocol
from gui.session import Session
from gui.settings.draft import SettingsDraft
from gui.settings.section import Section, side_by_side
from gui.widgets.label import Label
from gui.words import dates
from gui.words.language import _
from gui.words.settings import Part

_LONGEST = 40
"""Letters of a short name that still fit on a tube label."""


class StudySection(Section):
    """The short name stands on labels, in the title of the window and in the side bar."""

    def __init__(self, session: Session, draft: SettingsDraft) -> None:
        super().__init__(Part.STUDY, draft)
        facts = session.study.facts
        card = self.add_card(_("Study"))
        card.body.addWidget(Label(facts.name, "strong", wraps=True))
        made = _("Made {day}. File: {file}").format(
            day=dates.day(facts.made_at.date()), file=session.study.path
        )
        where = Label(made, "small", "secondary", wraps=True)
        card.body.addWidget(where)
        self.short_name = QLineEdit()
        self.short_name.setMaxLength(_LONGEST)
        self.short_name.textChanged.connect(self._rename)
        self.code_pattern = QLineEdit()
        self.code_pattern.setMaxLength(20)
        self.code_pattern.textChanged.connect(self.take)
        labels = self.add_card(_("Labels and codes"))
        short = self.add_field(
            "short_name",
            _("Short name"),
            self.short_name,
            _("Shown on tube labels and in the title of the window."),
        )
        pattern = self.add_field(
            "code_pattern",
            _("Patient codes"),
            self.code_pattern,
            _("Each # is a digit, as in KET-###. Patients enrolled so far keep their codes."),
        )
        labels.body.addLayout(side_by_side([short, pattern], 2))
        self.column.addStretch(1)

    def show_protocol(self, protocol: Protocol) -> None:
        if self.short_name.text() != self._draft.short_name:
            self.short_name.setText(self._draft.short_name)
        if self.code_pattern.text() != protocol.code_pattern:
            self.code_pattern.setText(protocol.code_pattern)

    def edited(self, protocol: Protocol) -> Protocol:
        return replace(protocol, code_pattern=self.code_pattern.text().strip())

    def _rename(self) -> None:
        if not self._is_reading:
            self._draft.rename(self.short_name.text())
