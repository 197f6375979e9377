"""One query in full: answer it, close it, mark the finding as verified, or open it again."""

from domain.quality import Query, QueryState
from domain.record_edits import AnswerQuery, CloseQuery, ReopenQuery, VerifyQuery
from gui.quality.finding_card import FindingCard
from gui.session import Session
from gui.widgets.buttons import PlainButton, TintedButton
from gui.words import queries as words
from gui.words import visits
from gui.words.language import _


class QueryCard(FindingCard[Query]):
    """Closing needs an answer; verified keeps the rule quiet until the value changes."""

    def __init__(self, session: Session) -> None:
        super().__init__(_("Answer"))
        self._session = session
        self.answer = TintedButton(_("Save answer"))
        self.close_query = PlainButton(_("Close query"), icon_name="check")
        self.verify = PlainButton(_("Mark as verified"), icon_name="shield-check")
        self.verify.setToolTip(_("The value is right: the rule stays quiet until it changes."))
        self.reopen = PlainButton(_("Open again"), icon_name="rotate-ccw")
        for button, do in (
            (self.answer, self._answer),
            (self.close_query, self._close),
            (self.verify, self._verify),
            (self.reopen, self._reopen),
        ):
            button.clicked.connect(do)
            self.add_button(button)
        self.entry.entered.connect(self._answer)
        self.show_finding(None)

    def is_other(self, before: Query, after: Query) -> bool:
        return before.number != after.number or before.answer != after.answer

    def describe(self, finding: Query) -> None:
        headline = _("{patient} · {visit} · {what}").format(
            patient=finding.key.patient,
            visit=visits.visit(finding.key),
            what=words.rule(finding.rule),
        )
        self.say(headline, words.state(finding.state), words.asks(finding), words.account(finding))

    def show_ready(self) -> None:
        query = self.finding
        can_write = query is not None and not self._session.study.is_read_only
        is_pending = query is not None and query.state.is_pending
        has_answer = bool(self.typed) or bool(query and query.answer)
        for widget in (self.entry, self.answer, self.close_query, self.verify):
            widget.setVisible(is_pending and can_write)
        self.advise(words.who_does_what() if is_pending and can_write else "")
        self.answer.setEnabled(bool(self.typed))
        self.close_query.setEnabled(has_answer)
        for button in (self.answer, self.close_query):
            button.setToolTip("" if button.isEnabled() else _("Type an answer first."))
        can_reopen = query is not None and not is_pending
        self.reopen.setVisible(
            can_reopen
            and can_write
            and query is not None
            and query.state is not QueryState.WITHDRAWN
        )

    def _answer(self) -> None:
        if self.finding is not None and self.typed and self.may_store():
            self._session.perform(AnswerQuery(self.finding.number, self.typed))

    def _close(self) -> None:
        if self.finding is not None and self.may_store():
            self._session.perform(CloseQuery(self.finding.number, self.typed))

    def _verify(self) -> None:
        if self.finding is not None and self.may_store():
            self._session.perform(VerifyQuery(self.finding.number, self.typed))

    def _reopen(self) -> None:
        if self.finding is not None:
            self._session.perform(ReopenQuery(self.finding.number))
