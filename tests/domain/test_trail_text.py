"""What the trail says of rows, written quickly, against the plain JSON it stands for."""

from datetime import timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from domain.storage.audit import canonical, canonical_key, canonical_row
from domain.storage.quality_tables import deviation_of, deviation_row, query_of, query_row
from domain.storage.tables import result_of, result_row
from domain.study import Study
from gui.demo import DEMO_NOW, make_demo

cells = st.one_of(st.text(), st.none(), st.integers(), st.booleans(), st.floats(allow_nan=False))


@given(st.dictionaries(st.text(), cells, min_size=1))
def test_the_quick_text_of_a_row_is_its_json(row: dict[str, object]):
    assert canonical_row(row) == canonical(row)


@given(st.lists(cells))
def test_the_quick_text_of_a_key_is_its_json(key: list[object]):
    assert canonical_key(key) == canonical(key)


def test_records_read_from_the_demo_study_give_the_very_rows_they_came_from(tmp_path: Path):
    """A row is changed and audited as it was read, without looking at the table again."""
    make_demo(tmp_path / "demo.cdesk")
    demo = Study.open(tmp_path / "demo.cdesk", by="A. Nowak", now=DEMO_NOW)
    demo.review(now=DEMO_NOW + timedelta(days=60))
    ways = {
        "queries": (query_of, query_row),
        "deviations": (deviation_of, deviation_row),
        "results": (result_of, result_row),
    }
    for table, (record_of, row_of) in ways.items():
        rows = demo._file.connection.execute(f"SELECT * FROM {table}").fetchall()
        assert rows, f"the demo study has {table}"
        for row in rows:
            assert row_of(record_of(row)) == dict(row)
    demo.close()
