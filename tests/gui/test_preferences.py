"""Choices survive a restart, and a broken file costs only the choices."""

from pathlib import Path

from gui.preferences import RECENT_STUDIES, Preferences, PreferencesFile


def test_choices_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "preferences.json"
    PreferencesFile(path).change(
        language="pl", text_percent=150, geometry=b"\x00\xff", user_name="A. Nowak"
    )

    again = PreferencesFile(path).current
    assert again.language == "pl"
    assert again.text_percent == 150
    assert again.geometry == b"\x00\xff"
    assert again.user_name == "A. Nowak"
    assert [file.name for file in path.parent.iterdir()] == ["preferences.json"]


def test_a_broken_file_gives_the_defaults(tmp_path: Path) -> None:
    path = tmp_path / "preferences.json"
    for text in ("", "{", "[]", '{"text_percent": "large"}', '{"recent_studies": 5}'):
        path.write_text(text)
        assert PreferencesFile(path).current == Preferences()


def test_a_folder_that_cannot_be_written_costs_only_the_memory(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    preferences = PreferencesFile(blocked / "preferences.json")
    assert preferences.change(theme="dark").theme == "dark"


def test_the_latest_study_is_first_and_only_once(tmp_path: Path) -> None:
    preferences = Preferences()
    for number in range(RECENT_STUDIES + 3):
        preferences = preferences.with_recent(tmp_path / f"{number}.cdesk")
    preferences = preferences.with_recent(tmp_path / "5.cdesk")
    names = [Path(name).stem for name in preferences.recent_studies]
    assert names[0] == "5"
    assert len(names) == RECENT_STUDIES == len(set(names))
