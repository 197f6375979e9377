"""A folder of exchange tables, read and checked as a whole before anything is written."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, tzinfo
from pathlib import Path

from domain.calendar_days import CalendarDays, public_holidays
from domain.errors import Problem
from domain.exchange.csv_table import Cells, Problems, read_csv_table
from domain.exchange.patient_tables import (
    COMORBIDITIES,
    PATIENTS,
    codes_in,
    patients_of,
    with_comorbidities,
)
from domain.exchange.planning import course_of
from domain.exchange.problems import TableProblem, TablesRefused
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
from domain.schedule import Course
from domain.storage.audit import Action
from domain.storage.tables import StoredResult, patient_row, result_row, table_of, visit_row

PROTOCOL = "protocol.toml"


@dataclass(frozen=True, slots=True)
class StudyTables:
    """Everything the tables of one study say, ready to be stored."""

    protocol: Protocol
    patients: tuple[Patient, ...]
    courses: tuple[Course, ...]
    results: tuple[StoredResult, ...]
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
        for columns in (PATIENTS, COMORBIDITIES, INFUSIONS, DRAWS, RESULTS, RATINGS)
        if columns in (PATIENTS, INFUSIONS, DRAWS) or (folder / columns.file).exists()
    }
    has_ratings = RATINGS.file in tables
    found = _checked(tables, protocol, now, problems, now.date() if not has_ratings else date.min)
    if problems.found:
        raise TablesRefused(_in_reading_order(problems.found))
    return replace(found, left_out=tuple(_left_out(folder)))


def store(action: Action, tables: StudyTables) -> None:
    """Write every row of `tables` inside `action`, parents before children."""
    for patient in tables.patients:
        action.put("patients", patient_row(patient))
        for comorbidity in patient.comorbidities:
            action.put("comorbidities", {"patient": patient.code, "comorbidity": comorbidity})
    for course in tables.courses:
        for visit in course.visits():
            action.put(table_of(visit), visit_row(visit))
    for result in tables.results:
        action.put("results", result_row(result))


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
    around = Surroundings(protocol, patients, codes, now)
    infusions = infusion_rows(tables[INFUSIONS.file], around)
    draws = draw_rows(tables[DRAWS.file], around)
    ratings = rating_rows(tables.get(RATINGS.file, []), around)
    results = results_of(tables.get(RESULTS.file, []), draws, codes)
    days = _days(protocol, [*infusions, *draws, *ratings])
    courses = tuple(
        course_of(
            patient,
            infusion_rows=[row for row in infusions if row.patient == patient.code],
            draw_rows=[row for row in draws if row.patient == patient.code],
            rating_rows=[row for row in ratings if row.patient == patient.code],
            protocol=protocol,
            days=days,
            ratings_from=ratings_from,
        )
        for patient in patients.values()
    )
    return StudyTables(protocol, tuple(patients.values()), courses, tuple(results))


def _days(protocol: Protocol, rows: Iterable[VisitRow]) -> CalendarDays:
    """The working days of every year the rows touch."""
    dates = [day for row in rows for day in (row.target, row.done and row.done.on) if day]
    years = range(min(dates).year - 1, max(dates).year + 2) if dates else range(0)
    country = protocol.calendar.public_holidays
    return CalendarDays(protocol.calendar, public_holidays(country, years))


def _in_reading_order(found: Iterable[Problem]) -> list[Problem]:
    files = (PROTOCOL, *(c.file for c in (
        PATIENTS, COMORBIDITIES, INFUSIONS, DRAWS, RESULTS, RATINGS,
    )))  # fmt: skip

    def order(problem: Problem) -> tuple[int, int]:
        file, _, rest = problem.place.partition(", ")
        row = rest.removeprefix("row ").partition(",")[0]
        return (files.index(file), int(row) if row.isdigit() else 0)

    return sorted(dict.fromkeys(found), key=order)


def _left_out(folder: Path) -> Iterator[str]:
    """Files of later versions, and names that may be mistyped: told, never silently dropped."""
    known = {c.file for c in (PATIENTS, COMORBIDITIES, INFUSIONS, DRAWS, RESULTS, RATINGS)}
    for path in sorted(folder.glob("*.csv")):
        if path.name not in known and path.is_file() and path.read_bytes().count(b"\n") > 1:
            yield path.name
