"""One deviation in full: a rule drafted it, a person confirms it with a remark."""

from domain.quality import Deviation, DeviationState
from domain.record_edits import ConfirmDeviation
from gui.quality.finding_card import FindingCard
from gui.session import Session
from gui.widgets.buttons import TintedButton
from gui.words import deviations as words
from gui.words import visits
from gui.words.language import _


class DeviationCard(FindingCard[Deviation]):
    """A corrected record withdraws its deviation by itself."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Remark"))
        self._session = session
        self.confirm = TintedButton(_("Confirm deviation"), icon_name="check")
        self.confirm.clicked.connect(self._confirm)
        self.add_button(self.confirm)
        self.entry.entered.connect(self._confirm)
        self.show_finding(None)

    def is_other(self, before: Deviation, after: Deviation) -> bool:
        return (before.key, before.rule, before.remark) != (after.key, after.rule, after.remark)

    def describe(self, finding: Deviation) -> None:
        headline = _("{patient} · {visit} · {what}").format(
            patient=finding.key.patient,
            visit=visits.visit(finding.key),
            what=words.rule(finding.rule),
        )
        self.say(
            headline, words.state(finding.state), words.sentence(finding), words.account(finding)
        )

    def show_ready(self) -> None:
        one = self.finding
        can_write = one is not None and not self._session.study.is_read_only
        is_open = one is not None and one.state is DeviationState.DRAFTED
        for widget in (self.entry, self.confirm):
            widget.setVisible(is_open and can_write)
        self.confirm.setEnabled(bool(self.typed))

    def _confirm(self) -> None:
        one = self.finding
        if one is not None and self.typed and self.may_store():
            self._session.perform(ConfirmDeviation(one.key, one.rule, self.typed))
