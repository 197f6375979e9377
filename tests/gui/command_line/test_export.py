"""`copperdesk export`, and the way back with `new --from-tables`."""

from pathlib import Path

from tests.gui.command_line.conftest import Ask


def test_an_exported_study_comes_back_with_the_same_tables(ask: Ask, study: Path, tmp_path: Path):
    first, second = tmp_path / "first", tmp_path / "second"

    assert ask("export", study, first).code == 0
    assert ask("new", tmp_path / "again.cdesk", "--from-tables", first).code == 0
    assert ask("export", tmp_path / "again.cdesk", second, "--format", "tables").code == 0

    names = sorted(path.name for path in first.iterdir())
    assert len(names) == 13
    assert names == sorted(path.name for path in second.iterdir())
    for name in set(names) - {"about.txt"}:
        assert (first / name).read_bytes() == (second / name).read_bytes(), name


def test_the_number_of_files_is_told(ask: Ask, study: Path, tmp_path: Path):
    answer = ask("export", study, tmp_path / "tables")

    assert answer.out == "Written into “tables”: 13 files.\n"


def test_a_folder_with_something_in_it_is_left_alone(ask: Ask, study: Path, tmp_path: Path):
    (tmp_path / "tables").mkdir()
    (tmp_path / "tables" / "mine.txt").write_text("mine", encoding="utf-8")

    answer = ask("export", study, tmp_path / "tables")

    assert answer.code == 1
    assert "“tables” is not empty." in answer.err
    assert [path.name for path in (tmp_path / "tables").iterdir()] == ["mine.txt"]


def test_a_file_in_place_of_the_folder_is_named(ask: Ask, study: Path, tmp_path: Path):
    (tmp_path / "tables").write_text("mine", encoding="utf-8")

    answer = ask("export", study, tmp_path / "tables")

    assert answer.code == 1
    assert "“tables” is a file." in answer.err
