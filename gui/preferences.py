"""What the program remembers about its user between two starts; nothing about patients."""

import json
import os
from base64 import b64decode, b64encode
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, cast

from platformdirs import user_config_path

RECENT_STUDIES = 6


@dataclass(frozen=True, slots=True)
class Preferences:
    """Choices of the person at this computer."""

    language: str = ""
    """"en", "pl", or empty: the system's, where it is Polish, else English."""
    theme: str = "system"
    text_percent: int = 100
    user_name: str = ""
    user_role: str = ""
    recent_studies: tuple[str, ...] = ()
    geometry: bytes = b""
    lock_after: int = 10
    """Minutes without a key or a click until a protected study locks; 0 is never."""

    def with_recent(self, study: Path) -> "Preferences":
        path = str(study)
        others = tuple(name for name in self.recent_studies if name != path)
        return replace(self, recent_studies=(path, *others)[:RECENT_STUDIES])

    def without_recent(self, study: Path) -> "Preferences":
        kept = tuple(name for name in self.recent_studies if name != str(study))
        return replace(self, recent_studies=kept)


class PreferencesFile:
    """Keeps `Preferences` in a small file, written whole or not at all."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or user_config_path("copperdesk", appauthor=False) / "preferences.json"
        self._current = self._read()

    @property
    def current(self) -> Preferences:
        return self._current

    def change(self, **changes: Any) -> Preferences:
        self.keep(replace(self._current, **changes))
        return self._current

    def keep(self, preferences: Preferences) -> None:
        """Remember `preferences`; a disk that refuses costs the memory, not the work."""
        self._current = preferences
        stated = asdict(preferences) | {"geometry": b64encode(preferences.geometry).decode()}
        try:
            self._write(json.dumps(stated, indent=2, ensure_ascii=False))
        except OSError:
            return

    def _read(self) -> Preferences:
        try:
            stated = json.loads(self._path.read_text(encoding="utf-8"))
            return _checked(stated)
        except (OSError, ValueError, TypeError):
            return Preferences()

    def _write(self, text: str) -> None:
        from tempfile import NamedTemporaryFile

        self._path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(
            "w", dir=self._path.parent, suffix=".new", delete=False, encoding="utf-8"
        ) as draft:
            draft.write(text)
            draft.flush()
            os.fsync(draft.fileno())
        Path(draft.name).replace(self._path)


def _checked(stated: Any) -> Preferences:
    if not isinstance(stated, dict):
        raise TypeError("preferences are not an object")
    stated = cast(dict[str, Any], stated)
    known = Preferences()
    return Preferences(
        language=str(stated.get("language", known.language)),
        theme=str(stated.get("theme", known.theme)),
        text_percent=int(stated.get("text_percent", known.text_percent)),
        user_name=str(stated.get("user_name", known.user_name)),
        user_role=str(stated.get("user_role", known.user_role)),
        recent_studies=tuple(str(name) for name in stated.get("recent_studies", ())),
        geometry=b64decode(stated.get("geometry", "")),
        lock_after=int(stated.get("lock_after", known.lock_after)),
    )
