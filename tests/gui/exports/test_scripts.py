"""The scripts exported with the analysis data set repeat the numbers of the program."""

import csv
import io
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from domain.protocol import Family, PlannedTest
from domain.study import Study
from gui.analysis.calculation import calculate, rows_of, settings_of
from gui.demo import DEMO_NOW
from gui.exports.kinds import ExportKind
from gui.exports.writing import read_for_export, write_export
from stats.outcome import AdjustedP, Estimate, PairedOutcome, PairedT, SignedRank

RSCRIPT = shutil.which("Rscript")


@pytest.fixture(scope="module")
def study(made_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Study:
    """The demo, to be looked at only; its values have a tie, a limit and a haemolysed sample."""
    return Study.open_to_read(made_demo, by="A. Nowak")


def exported(study: Study, folder: Path) -> Path:
    write_export(read_for_export(study, ExportKind.ANALYSIS, now=DEMO_NOW), folder)
    return folder


def run(*command: str) -> list[dict[str, str]]:
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return list(csv.DictReader(io.StringIO(done.stdout)))


def in_python(folder: Path) -> list[dict[str, str]]:
    return run(sys.executable, str(folder / "primary_comparisons.py"))


def compare(told: Sequence[dict[str, str]], study: Study) -> None:
    """Every number of the script is that of the program, to 1e-9."""
    result = calculate(rows_of(study, now=DEMO_NOW), settings_of(study.protocol.analysis))
    assert len(told) == len(result.primary) == 2
    for row, outcome in zip(told, result.primary, strict=True):
        assert row["comparison"] == f"{outcome.comparison.earlier}-{outcome.comparison.later}"
        assert int(float(row["n"])) == outcome.n
        for name, number in numbers(outcome).items():
            assert float(row[name]) == pytest.approx(number, rel=1e-9), (row["comparison"], name)


def numbers(outcome: PairedOutcome) -> dict[str, float]:
    typical, ranked, by_t = outcome.hodges_lehmann, outcome.signed_rank, outcome.paired_t
    assert isinstance(typical, Estimate)
    assert isinstance(ranked, SignedRank)
    assert isinstance(by_t, PairedT)
    mean, adjusted = outcome.mean_change, outcome.adjusted
    assert isinstance(mean, Estimate)
    assert isinstance(adjusted, AdjustedP)
    return {
        "hodges_lehmann": typical.value,
        "hl_low": typical.low,
        "hl_high": typical.high,
        "p_signed_rank": ranked.p,
        "mean_change": mean.value,
        "t_low": mean.low,
        "t_high": mean.high,
        "p_t": by_t.p,
        "p_holm": adjusted.p,
    }


def test_the_python_script_repeats_the_planned_comparisons(study: Study, tmp_path: Path):
    compare(in_python(exported(study, tmp_path / "set")), study)


@pytest.mark.parametrize(
    ("test", "family"),
    [(PlannedTest.PAIRED_T, Family.WITH_INF5), (PlannedTest.SIGNED_RANK, Family.ALL_PAIRS)],
)
def test_the_python_script_makes_the_choices_of_the_protocol(
    made_demo: Path, tmp_path: Path, test: PlannedTest, family: Family
):
    copy = Path(shutil.copy(made_demo, tmp_path / "Demo.cdesk"))
    study = Study.open(copy, by="A. Nowak", now=DEMO_NOW)
    rules = replace(study.protocol.analysis, test=test, family=family)
    study.change_protocol(replace(study.protocol, analysis=rules), reason="amendment", now=DEMO_NOW)

    compare(in_python(exported(study, tmp_path / "set")), study)
    study.close()


@pytest.mark.skipif(RSCRIPT is None, reason="R is not on this machine")
def test_the_script_for_r_repeats_the_planned_comparisons(study: Study, tmp_path: Path):
    folder = exported(study, tmp_path / "set")
    assert RSCRIPT is not None

    compare(run(RSCRIPT, str(folder / "primary_comparisons.R"), str(folder)), study)
