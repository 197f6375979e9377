"""What tells a Linux desktop of the program and its files."""

import configparser
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from domain.storage.file_header import APPLICATION_ID
from resources import path_of

_MIME = "{http://www.freedesktop.org/standards/shared-mime-info}"


def entry() -> configparser.SectionProxy:
    parser = configparser.ConfigParser(interpolation=None, strict=True)
    parser.optionxform = str  # type: ignore[assignment]
    parser.read(path_of("desktop/copperdesk.desktop"), encoding="utf-8")
    return parser["Desktop Entry"]


def kind() -> ET.Element:
    found = ET.parse(path_of("desktop/copperdesk.xml")).getroot().find(f"{_MIME}mime-type")
    assert found is not None
    return found


def test_the_program_opens_the_kind_of_file_that_is_declared():
    assert entry()["MimeType"] == f"{kind().get('type')};"
    assert "%f" in entry()["Exec"]


def test_a_study_is_known_by_the_bytes_the_program_writes():
    magic = kind().find(f"{_MIME}magic/{_MIME}match/{_MIME}match")
    assert magic is not None

    assert int(str(magic.get("value")), 16) == APPLICATION_ID
    assert magic.get("offset") == "68"


def test_the_entry_speaks_polish_too():
    assert {"GenericName[pl]", "Comment[pl]"} <= set(entry())


@pytest.mark.skipif(shutil.which("sh") is None, reason="a script of the Unix shell")
def test_the_script_puts_the_program_into_the_menu_and_takes_it_out_again(tmp_path: Path):
    program = tmp_path / "copperdesk"
    inside = program / "_internal" / "resources"
    for folder in ("desktop", "icons"):
        shutil.copytree(path_of(folder), inside / folder)
    (program / "copperdesk-window").touch()
    (program / "copperdesk-window").chmod(0o755)
    home = tmp_path / "home"
    home.mkdir()

    def run(*words: str) -> None:
        script = str(inside / "desktop" / "install.sh")
        surroundings = {"HOME": str(home), "PATH": "/usr/bin:/bin"}
        subprocess.run(["sh", script, *words], env=surroundings, check=True, capture_output=True)

    run()
    made = home / ".local/share/applications/copperdesk.desktop"
    assert f'Exec="{program}/copperdesk-window" %f' in made.read_text(encoding="utf-8")
    run("--remove")
    assert not made.exists()
