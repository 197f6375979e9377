"""A folder of exchange tables, read and checked as a whole before anything is written."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path
from typing import TypeVar

from domain.calendar_days import CalendarDays, public_holidays
from domain.errors import Problem
from domain.exchange.csv_table import Cells, Problems, read_csv_table
from domain.exchange.item_table import RATING_ITEMS, check_rated, rated_items
from domain.exchange.patient_tables import (
    COMORBIDITIES,
    PATIENTS,
    codes_in,
    patients_of,
    with_comorbidities,
)
from domain.exchange.planning import course_of
from domain.exchange.problems import TableProblem, TablesRefused
from domain.exchange.quality_exchange import (
    DEVIATIONS,
    NOTES,
    QUERIES,
    SCREENING,
    Places,
    deviations_of,
    notes_of,
    queries_of,
    screening_of,
    tubes_asked_about,
)
from domain.exchange.result_table import RESULTS, results_of
from domain.exchange.visit_tables import (
    DRAWS,
    INFUSIONS,
    RATINGS,
    Surroundings,
    VisitRow,
    draw_rows,
    infusion_rows,
    rating_rows,
)
from domain.patient import Patient
from domain.protocol import Protocol
from domain.protocol_file import ProtocolRefused, read_protocol
from domain.quality import Deviation, Note, Query
from domain.schedule import Course
from domain.screening import Screened
from domain.storage.action import Action
from domain.storage.quality_tables import deviation_row, note_row, query_row, screening_row
from domain.storage.tables import (
    StoredResult,
    item_rows,
    patient_row,
    result_row,
    table_of,
    visit_row,
)
from domain.visits import Rating

PROTOCOL = "protocol.toml"
TABLES = (
    PATIENTS, COMORBIDITIES, INFUSIONS, DRAWS, RESULTS, RATINGS, RATING_ITEMS, QUERIES, DEVIATIONS,
    NOTES, SCREENING,
)  # fmt: skip
"""In the order in which they are read and their problems told."""
NEEDED = (PATIENTS, INFUSIONS, DRAWS)


_R = TypeVar("_R", bound=VisitRow)


@dataclass(frozen=True, slots=True)
class StudyTables:
    """Everything the tables of one study say, ready to be stored."""

    protocol: Protocol
    patients: tuple[Patient, ...]
    courses: tuple[Course, ...]
    results: tuple[StoredResult, ...]
    queries: tuple[Query, ...] = ()
    deviations: tuple[Deviation, ...] = ()
    notes: tuple[Note, ...] = ()
    screening: tuple[Screened, ...] = ()
    has_findings: bool = False
    """Whether queries and deviations have tables of their own; else the rules find them."""
    left_out: tuple[str, ...] = ()
    """Further CSV files of the folder that have rows and are not read."""

    @property
    def years(self) -> range:
        """The years the courses touch, with one to each side."""
        visits = [visit for course in self.courses for visit in course.visits()]
        years = [visit.window.target.year for visit in visits]
        return range(min(years) - 1, max(years) + 2) if years else range(0)


def read_tables(
    folder: Path, *, protocol: Protocol, now: datetime, zone: tzinfo | None = None
) -> StudyTables:
    """The tables in `folder`; its own protocol.toml goes before `protocol`.

    Times without an offset are read in `zone`, or by the system's rules for their own
    date; the day is always the one that is written. Raises `TablesRefused` with
    everything that is wrong in any of the files.
    """
    problems = Problems()
    protocol = _protocol(folder, protocol, problems)
    tables = {
        columns.file: read_csv_table(folder, columns, problems, zone)
        for columns in TABLES
        if columns in NEEDED or (folder / columns.file).exists()
    }
    has_ratings = RATINGS.file in tables
    found = _checked(tables, protocol, now, problems, now.date() if not has_ratings else date.min)
    if problems.found:
        raise TablesRefused(_in_reading_order(problems.found))
    return replace(found, left_out=tuple(_left_out(folder)))


def store(action: Action, tables: StudyTables) -> None:
    """Write every row of `tables` into an empty study inside `action`, parents first."""
    for patient in tables.patients:
        action.add("patients", patient_row(patient))
        for comorbidity in patient.comorbidities:
            action.add("comorbidities", {"patient": patient.code, "comorbidity": comorbidity})
    for course in tables.courses:
        for visit in course.visits():
            action.add(table_of(visit), visit_row(visit))
            if isinstance(visit, Rating):
                for row in item_rows(visit):
                    action.add("rating_items", row)
    for result in tables.results:
        action.add("results", result_row(result))
    for query in tables.queries:
        action.add("queries", query_row(query))
    for deviation in tables.deviations:
        action.add("deviations", deviation_row(deviation))
    for note in tables.notes:
        action.add("notes", note_row(note))
    for entry in tables.screening:
        action.add("screening", screening_row(entry))


def _protocol(folder: Path, default: Protocol, problems: Problems) -> Protocol:
    try:
        return read_protocol((folder / PROTOCOL).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return default
    except UnicodeDecodeError:
        problems.note(PROTOCOL, TableProblem.NOT_UTF8)
    except OSError:
        problems.note(PROTOCOL, TableProblem.UNREADABLE_FILE)
    except ProtocolRefused as refused:
        problems.found += [
            replace(problem, place=", ".join(filter(None, (PROTOCOL, problem.place))))
            for problem in refused.problems
        ]
    return default


def _checked(
    tables: Mapping[str, list[Cells]],
    protocol: Protocol,
    now: datetime,
    problems: Problems,
    ratings_from: date,
) -> StudyTables:
    codes = codes_in(tables[PATIENTS.file])
    patients = patients_of(tables[PATIENTS.file], protocol, now.date())
    patients = with_comorbidities(patients, tables.get(COMORBIDITIES.file, []), codes)
    queries = tables.get(QUERIES.file, [])
    items = rated_items(tables.get(RATING_ITEMS.file, []), codes)
    around = Surroundings(protocol, patients, codes, now, tubes_asked_about(queries), items)
    infusions = infusion_rows(tables[INFUSIONS.file], around)
    draws = draw_rows(tables[DRAWS.file], around)
    ratings = rating_rows(tables.get(RATINGS.file, []), around)
    check_rated(items, frozenset((row.patient, row.code) for row in ratings))
    results = results_of(tables.get(RESULTS.file, []), draws, codes)
    days = _days(protocol, [*infusions, *draws, *ratings])
    infusions_of, draws_of = _by_patient(infusions), _by_patient(draws)
    ratings_of = _by_patient(ratings)
    courses = tuple(
        course_of(
            patient,
            infusion_rows=infusions_of[patient.code],
            draw_rows=draws_of[patient.code],
            rating_rows=ratings_of[patient.code],
            protocol=protocol,
            days=days,
            ratings_from=ratings_from,
        )
        for patient in patients.values()
    )
    places = Places(codes, frozenset(v.key for course in courses for v in course.visits()))
    return StudyTables(
        protocol,
        tuple(patients.values()),
        courses,
        tuple(results),
        tuple(queries_of(queries, places)),
        tuple(deviations_of(tables.get(DEVIATIONS.file, []), places)),
        tuple(notes_of(tables.get(NOTES.file, []), places)),
        tuple(screening_of(tables.get(SCREENING.file, []), patients)),
        has_findings=QUERIES.file in tables and DEVIATIONS.file in tables,
    )


def _by_patient(rows: Iterable[_R]) -> dict[str, list[_R]]:
    found: dict[str, list[_R]] = defaultdict(list)
    for row in rows:
        found[row.patient].append(row)
    return found


def _days(protocol: Protocol, rows: Iterable[VisitRow]) -> CalendarDays:
    """The working days of every year the rows touch."""
    dates = [day for row in rows for day in (row.target, row.done and row.done.on) if day]
    years = range(min(dates).year - 1, max(dates).year + 2) if dates else range(0)
    country = protocol.calendar.public_holidays
    return CalendarDays(protocol.calendar, public_holidays(country, years))


def _in_reading_order(found: Iterable[Problem]) -> list[Problem]:
    files = (PROTOCOL, *(columns.file for columns in TABLES))

    def order(problem: Problem) -> tuple[int, int]:
        file, _, rest = problem.place.partition(", ")
        row = rest.removeprefix("row ").partition(",")[0]
        return (files.index(file), int(row) if row.isdigit() else 0)

    return sorted(dict.fromkeys(found), key=order)


def _left_out(folder: Path) -> Iterator[str]:
    """Files of later versions, and names that may be mistyped: told, never silently dropped."""
    known = {columns.file for columns in TABLES}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known and path.is_file() and path.read_bytes().count(b"\n") > 1:
            yield path.name
