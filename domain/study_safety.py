"""What keeps a study true to what happened: personal data typed by mistake is removed."""

from datetime import datetime
from hmac import compare_digest

from domain.changes import Changes
from domain.storage import redacting
from domain.storage.audit import What
from domain.storage.protecting import as_typed
from domain.storage.study_file import IN_MEMORY
from domain.study_actions import StudyActions


class StudySafety(StudyActions):
    """The commands that are about the study file rather than about patients."""

    @property
    def is_protected(self) -> bool:
        """Whether a passphrase is needed to open the study."""
        return bool(self._file.key)

    def opens_with(self, passphrase: str) -> bool:
        """Whether `passphrase` is the study's own, as somebody types it to unlock the window."""
        return compare_digest(as_typed(passphrase).encode(), self._file.key.encode())

    def back_up_before(self, now: datetime) -> None:
        """The backup before an import; none if the newest is as the study is.

        A study in memory has none, and inside `together` it is for the caller to make one.
        """
        if self.path != IN_MEMORY and not self._file.is_in_transaction and not self.is_backed_up():
            self.back_up(now=now)

    def redact(self, text: str, *, reason: str, now: datetime) -> Changes:
        """Remove `text` from every free text and from the trail; final, and `verify` says so.

        Names, codes, dates and numbers are no free text. Backups made before still hold it.
        Raises `RedactionRefused`.
        """
        redacting.check(text, reason)
        with self._action(What.REDACT, now, reason=reason) as action:
            redacting.redact(action, text)
        self._forget_everything()
        return self._changes(action)
