"""What is wrong in the two plain tables of an analysis, one line for each place."""

from collections.abc import Mapping

from gui.words.language import _, ngettext
from stats.study_tables import InputProblem, ProblemCode, TableProblems

SHOWN = 30


def problems_found(error: TableProblems, files: Mapping[str, str]) -> str:
    """How many problems there are, and the lines; `files` names the file of each table."""
    count = len(error.problems)
    head = ngettext(
        "The tables have {count} problem. Nothing was computed.",
        "The tables have {count} problems. Nothing was computed.",
        count,
    ).format(count=count)
    lines = [head, *(f"  {line(problem, files)}" for problem in error.problems[:SHOWN])]
    if count > SHOWN:
        more = ngettext("and {count} more", "and {count} more", count - SHOWN)
        lines.append("  " + more.format(count=count - SHOWN))
    return "\n".join(lines)


def line(problem: InputProblem, files: Mapping[str, str]) -> str:
    """visits.csv, row 7, copper: “1o5” is not a number."""
    row = "" if problem.row is None else _("row {number}").format(number=problem.row)
    place = ", ".join(filter(None, (files[problem.table], row, problem.column)))
    return f"{place}: {_sentence(problem.code).format(value=problem.value)}"


def _sentence(code: ProblemCode) -> str:
    return {
        ProblemCode.UNREADABLE: _("This is not a CSV table in UTF-8."),
        ProblemCode.NO_HEADER: _("The first row has no column names."),
        ProblemCode.MISSING_COLUMN: _("This column is missing. It is needed."),
        ProblemCode.DOUBLE_COLUMN: _("This column is there twice. Remove one."),
        ProblemCode.UNKNOWN_COLUMN: _("There is no such column. Check the spelling."),
        ProblemCode.WRONG_NUMBER_OF_CELLS: _("The row has {value} cells, not one a column."),
        ProblemCode.EMPTY: _("The cell is empty. A value is needed."),
        ProblemCode.DUPLICATE_PATIENT: _("“{value}” is there twice. Remove one row."),
        ProblemCode.DUPLICATE_VISIT: _("“{value}” is there twice. Remove one row."),
        ProblemCode.UNKNOWN_PATIENT: _("The table of patients has no “{value}”."),
        ProblemCode.UNKNOWN_VISIT: _("“{value}” is no draw. Write pre, inf1 … or post."),
        ProblemCode.UNKNOWN_REASON: _("“{value}” is no known reason."),
        ProblemCode.NOT_A_NUMBER: _("“{value}” is not a number. Write it as 104.9."),
        ProblemCode.NOT_POSITIVE: _("{value} cannot be right: copper is above zero."),
        ProblemCode.OUT_OF_RANGE: _("{value} is out of range."),
        ProblemCode.NOT_YES_OR_NO: _("“{value}” is neither 0 nor 1."),
        ProblemCode.NOT_F_OR_M: _("“{value}” is neither F nor M."),
        ProblemCode.CONTRADICTION: _("“{value}” contradicts another cell."),
    }[code]
