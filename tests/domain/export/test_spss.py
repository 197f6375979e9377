"""`.sav` files, read back with pyreadstat."""

from pathlib import Path

import pyreadstat
import pytest

from domain.export.spss import write_sav
from domain.export.table import Kind, Table, Variable

TABLE = Table(
    "visits",
    (
        Variable("patient_id"),
        Variable("sex", codes={"F": "female", "M": "male"}),
        Variable("copper", Kind.DECIMAL, unit="µg/dL"),
        Variable("below_loq", Kind.YES_NO),
    ),
    (
        {"patient_id": "KET-001", "sex": "F", "copper": 104.5, "below_loq": False},
        {"patient_id": "KET-002", "sex": "M", "copper": None, "below_loq": None},
    ),
)
LABELS = {"patient_id": "Pacjent", "copper": "Miedź w surowicy", "sex=F": "kobieta"}


@pytest.fixture
def read(tmp_path: Path):
    path = tmp_path / "visits.sav"
    write_sav(TABLE, LABELS, path, about="MADE UP: Demo: visits")
    return pyreadstat.read_sav(path)


def test_values_come_back_and_what_is_missing_is_missing(read):
    frame, _about = read

    assert list(frame["patient_id"]) == ["KET-001", "KET-002"]
    assert frame["copper"][0] == 104.5
    assert frame["copper"].isna().tolist() == [False, True]
    assert frame["below_loq"].isna().tolist() == [False, True]


def test_variables_and_codes_have_labels_in_the_readers_language(read):
    _frame, about = read

    assert about.column_names_to_labels["copper"] == "Miedź w surowicy (µg/dL)"
    assert about.variable_value_labels["sex"] == {"F": "kobieta", "M": "male"}
    assert about.variable_value_labels["below_loq"] == {0.0: "no", 1.0: "yes"}
    assert about.file_label == "MADE UP: Demo: visits"


def test_a_file_is_never_written_over(tmp_path: Path):
    taken = tmp_path / "visits.sav"
    taken.write_text("mine", encoding="utf-8")

    with pytest.raises(FileExistsError):
        write_sav(TABLE, LABELS, taken, about="")

    assert taken.read_text(encoding="utf-8") == "mine"
