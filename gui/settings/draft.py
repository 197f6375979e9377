"""The settings as they stand on the screen, before somebody saves them."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from domain.protocol import Protocol
from gui.session import Session
from gui.words import problems as words_of_problems
from gui.words import settings as words_of_settings
from gui.words.settings import Part


class SettingsDraft(QObject):
    """Starts as the study has it; nothing is stored from here."""

    changed = Signal()
    """Somebody edited it."""
    reloaded = Signal()
    """It is as the study has it again."""

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.protocol = session.study.protocol
        self.short_name = session.study.facts.short_name
        self._before = self.protocol, self.short_name

    @property
    def stored(self) -> Protocol:
        """The protocol the draft started from."""
        return self._before[0]

    @property
    def stored_short_name(self) -> str:
        return self._before[1]

    @property
    def is_changed(self) -> bool:
        return (self.protocol, self.short_name.strip()) != self._before

    @property
    def changed_parts(self) -> frozenset[Part]:
        """The sections that hold what is not saved yet."""
        stored, short_name = self._before
        wanted = self.protocol
        changed = {
            part for part in Part if getattr(wanted, part, None) != getattr(stored, part, None)
        }
        is_study_changed = self.short_name.strip() != short_name
        if is_study_changed or wanted.code_pattern != stored.code_pattern:
            changed.add(Part.STUDY)
        return frozenset(changed)

    @property
    def problems(self) -> dict[str, str]:
        """What cannot be meant, as a sentence by its place in the protocol."""
        found = {
            place: words_of_problems.sentence(code)
            for place, code in self.protocol.contradictions()
        }
        if not self.short_name.strip():
            found["short_name"] = words_of_problems.sentence("missing_key")
        if "#" not in self.protocol.code_pattern:
            found["code_pattern"] = words_of_problems.sentence("pattern_without_digit")
        for field in words_of_settings.reason_lists():
            if not getattr(self.protocol.reasons, field):
                found[f"reasons.{field}"] = words_of_problems.sentence("no_reason")
        return found

    def change(self, protocol: Protocol) -> None:
        if protocol != self.protocol:
            self.protocol = protocol
            self.changed.emit()

    def rename(self, short_name: str) -> None:
        if short_name != self.short_name:
            self.short_name = short_name
            self.changed.emit()

    def follow_study(self) -> None:
        """The study changed: keep the edits if only defaults were confirmed, else start again."""
        facts = self._session.study.facts
        now = facts.protocol, facts.short_name
        before, was_changed = self._before, self.is_changed
        self._before = now
        only_confirmed = (replace(now[0], to_confirm=before[0].to_confirm), now[1]) == before
        if was_changed and only_confirmed:
            self.protocol = replace(self.protocol, to_confirm=facts.protocol.to_confirm)
            self.changed.emit()
        else:
            self.reload()

    def take_over(self, other: "SettingsDraft") -> None:
        """Go on with what was edited in another window."""
        self.protocol, self.short_name = other.protocol, other.short_name
        self.reloaded.emit()
        self.changed.emit()

    def reload(self) -> None:
        self.protocol, self.short_name = self._before
        self.reloaded.emit()
