"""The demo's morning import with the decisions that the mock-ups show as taken."""

import tomllib

import resources
from domain.changes import Changes
from domain.labsheet.decisions import Decision, DecisionKind
from domain.labsheet.plan import ImportPlan, plan_import
from domain.labsheet.reading import read_workbook
from domain.labsheet.vocabulary import Vocabulary
from domain.labsheet.workbook import Workbook
from domain.study import Study
from gui.demo import DEMO_NOW

SHEET = "Cu_2026-03-23.xlsx"
LAB = "Lab A (ICP-MS)"
USE_027 = Decision(DecisionKind.USE, ("Wyniki!C15",), patient="KET-027", draw="inf3")
REPLACE_024 = Decision(DecisionKind.REPLACE, ("Wyniki!C7",))
# What the sheet answers; before its import these wait for the lab.
ANSWERED = {
    ("KET-023", "inf5"), ("KET-023", "inf7"), ("KET-024", "inf5"), ("KET-025", "inf3"),
    ("KET-026", "inf1"), ("KET-027", "inf3"), ("KET-028", "baseline"), ("KET-028", "inf1"),
    ("KET-029", "baseline"), ("KET-029", "inf1"), ("KET-030", "baseline"), ("KET-030", "inf1"),
}  # fmt: skip
STILL_WAITING = {("KET-022", "post"), ("KET-026", "inf3"), ("KET-029", "inf3")}


def morning_sheet(study: Study) -> Workbook:
    return read_workbook(study.path.with_name(SHEET))


def planned(study: Study, workbook: Workbook) -> ImportPlan:
    """The undecided plan, with the columns remembered from the sheets before."""
    vocabulary = Vocabulary.from_tables(tomllib.loads(resources.text_of("labsheets/synonyms.toml")))
    known = study.known_for_import(today=DEMO_NOW.date())
    return plan_import(workbook, study.lab_mappings()[LAB], known, vocabulary)


def accept(study: Study, plan: ImportPlan) -> Changes:
    return study.accept(plan.decided(USE_027, REPLACE_024), now=DEMO_NOW, lab=LAB)
