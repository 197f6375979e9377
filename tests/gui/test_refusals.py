"""Every refusal has a sentence of its own, for the window and the command line."""

import importlib
import pkgutil
from datetime import date
from pathlib import Path

import pytest

import domain
from domain.dosing import MeasureRefused
from domain.enrolling import CodeRefused, EnrolmentRefused
from domain.errors import CopperdeskError, Problem
from domain.exchange.problems import TableProblem, TablesRefused
from domain.labsheet.decisions import DecisionInvalid
from domain.labsheet.mapping import MappingInvalid
from domain.labsheet.saved_preview import PreviewInvalid, PreviewOfAnotherFile
from domain.labsheet.workbook import Refusal, SheetRefused
from domain.move_plan import MoveRefused, WhyNotMove
from domain.placement import Illegal, PlacementRefused
from domain.protocol_file import ProtocolRefused, read_protocol
from domain.quality import QualityRefused, WhyNotThat
from domain.recording import RecordingRefused, ScoreRefused, Unrecordable
from domain.scales import ItemsRefused, Scale
from domain.screening import ScreeningRefused, Unscreenable
from domain.storage.backup_errors import BackupRefused, WhyNoBackup
from domain.storage.redacting import RedactionRefused, WhyNotRedacted
from domain.storage.refusals import Holder, StudyRefused, WhyNot
from domain.study_errors import (
    EditedSince,
    ImportRefused,
    Irreversible,
    NoImport,
    UnknownVisit,
    WhyNotWithdrawn,
    WithdrawalRefused,
)
from domain.visits import VisitKey, VisitKind
from gui.words import problems
from gui.words.errors import sentence_of
from resources import text_of

DRAW = VisitKey("KET-007", VisitKind.DRAW, "inf5")
DAY = date(2026, 3, 24)
STUDY = Path("study.cdesk")
HOLDER = Holder("anna", "ward-2", 4711, "2026-03-24T08:01:00+01:00")
PROBLEM = Problem("draws.csv, row 7, window_from", TableProblem.NOT_A_DATE, (("value", "7 May"),))

REFUSALS: list[CopperdeskError] = [
    *(StudyRefused(why, STUDY, HOLDER if why is WhyNot.IN_USE else None) for why in WhyNot),
    StudyRefused(WhyNot.IN_USE, STUDY),
    *(RecordingRefused(why, DRAW, day=DAY) for why in Unrecordable),
    ScoreRefused("MADRS", 72, 60),
    CodeRefused("KET-007", "KET-###", taken=True),
    CodeRefused("KET-O7", "KET-###", taken=False),
    *(
        EnrolmentRefused(field, "x")
        for field in ("enrolled_on", "first_infusion_on", "birth_year", "weight_kg", "reason")
    ),
    *(PlacementRefused(why, day=DAY, gap=1, needed=2) for why in Illegal),
    *(
        MoveRefused(why, DRAW, day=DAY, other=DRAW, gap=1, needed=2, first=DAY, last=DAY)
        for why in WhyNotMove
    ),
    MeasureRefused("dose_mg", 3400, 0.1, 1000),
    MeasureRefused("weight_kg", 6.8, 20, 350),
    ItemsRefused(Scale.YMRS, item=5, typed=9, top=8),
    ItemsRefused(Scale.MADRS, typed=30, top=29),
    *(QualityRefused(why, number=3) for why in WhyNotThat),
    *(ScreeningRefused(why, "S-012", day=DAY) for why in Unscreenable),
    EditedSince(4, ("draws KET-007 inf5",)),
    ImportRefused(undecided=2),
    ImportRefused(outdated=True),
    ImportRefused(),
    UnknownVisit("KET-099"),
    *(WithdrawalRefused(why, "KET-007", day=DAY) for why in WhyNotWithdrawn),
    *(BackupRefused(why, Path("study backups"), Path("old.cdesk")) for why in WhyNoBackup),
    *(RedactionRefused(why) for why in WhyNotRedacted),
    Irreversible(4),
    NoImport(4),
    ProtocolRefused((Problem("infusions.count", "bad_value", (("value", "0"),)),)),
    TablesRefused((PROBLEM,)),
    MappingInvalid("layout"),
    DecisionInvalid("kind"),
    PreviewInvalid("version"),
    PreviewOfAnotherFile("Cu.xlsx"),
    *(SheetRefused(reason, file="Cu.xlsx") for reason in Refusal),
]


def all_refusals() -> set[type[CopperdeskError]]:
    for module in pkgutil.walk_packages(domain.__path__, "domain."):
        importlib.import_module(module.name)
    return {kind for kind in _subclasses(CopperdeskError) if kind.__module__.startswith("domain.")}


def _subclasses(kind: type[CopperdeskError]) -> set[type[CopperdeskError]]:
    direct = set(kind.__subclasses__())
    return direct.union(*(_subclasses(one) for one in direct))


def test_no_kind_of_refusal_is_without_an_example_here():
    assert all_refusals() == {type(error) for error in REFUSALS}


@pytest.mark.parametrize("error", REFUSALS, ids=str)
def test_a_refusal_says_a_whole_sentence_without_codes(error: CopperdeskError):
    sentence = sentence_of(error)

    assert sentence[0].isupper() or sentence[0] in "“0123456789"
    assert sentence.split("\n")[0].endswith(".")
    assert str(error) not in sentence
    assert "{" not in sentence
    assert "This is not possible (" not in sentence


def test_a_study_in_use_names_who_holds_it_and_since_when():
    assert sentence_of(StudyRefused(WhyNot.IN_USE, STUDY, HOLDER)) == (
        "“study.cdesk” is open at ward-2 by anna, since 24 Mar 2026 08:01 (process 4711). "
        "Close it there and try again."
    )


def test_problems_of_tables_stand_with_file_row_and_column():
    assert sentence_of(TablesRefused((PROBLEM,))) == (
        "The tables have 1 problem. Nothing was written; put it right and try again.\n"
        "  draws.csv, row 7, window_from: “7 May” is not a date. Write it as 2026-03-24."
    )


def test_a_file_with_very_many_problems_shows_the_first_and_counts_the_rest():
    sentence = sentence_of(TablesRefused((PROBLEM,) * 1000))

    assert len(sentence.splitlines()) == 32
    assert sentence.endswith("and 970 more")


@pytest.mark.parametrize("code", list(TableProblem))
def test_every_problem_of_a_table_has_a_sentence(code: TableProblem):
    assert problems.line(Problem("draws.csv", code)).startswith("draws.csv: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("count = 8", "count = 0"),
        ("count = 8", "counts = 8"),
        ("count = 8", "count = "),
        ("per_week = 2", ""),
        ("min_gap_days = 2", "min_gap_days = 9"),
        ("reference_low_ug_dl = 70.0", "reference_low_ug_dl = 700.0"),
        ('code = "inf3"', 'code = "inf1"'),
        ("infusion = 7", "infusion = 70"),
        ("infusion = 7", ""),
        ("target = 7", "target = 70"),
    ],
)
def test_every_problem_of_a_protocol_has_a_sentence(old: str, new: str):
    with pytest.raises(ProtocolRefused) as refused:
        read_protocol(text_of("protocols/standard.toml").replace(old, new, 1))

    assert "\n  " in sentence_of(refused.value)
