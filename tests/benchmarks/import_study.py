"""A made-up study with a draw for every row of a long, made-up lab sheet; for measuring only."""

import csv
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from domain.exchange.tables import read_tables
from domain.study import Study
from tests.builders import protocol

DRAWS = ("baseline", "inf1", "inf3", "inf5", "inf7", "post")
FIRST = date(2026, 1, 12)
NOW = datetime(2026, 3, 24, 10, 12).astimezone()
HEADINGS = (
    "Lp.", "Kod pacjenta", "Nr próbki", "Data pobrania", "Badanie", "Wynik", "Jednostka",
    "Norma", "Uwagi",
)  # fmt: skip


def study_and_sheet(folder: Path, rows: int) -> tuple[Path, Path]:
    """A study file and the workbook with one new result for each of `rows` collected draws."""
    patients = [f"KET-{number:04}" for number in range(1, rows // len(DRAWS) + 2)]
    draws = [_draw(code, number) for number, code in enumerate(patients)]
    tables = folder / "tables"
    tables.mkdir()
    _write(tables / "patients.csv", [_patient(code) for code in patients])
    infusions = [row for number, code in enumerate(patients) for row in _infusions(code, number)]
    _write(tables / "infusions.csv", infusions)
    _write(tables / "draws.csv", [row for of_patient in draws for row in of_patient])
    read = read_tables(tables, protocol=replace(protocol(), code_pattern="KET-####"), now=NOW)
    study = Study.create(folder / "study.cdesk", read.protocol, name="Large", by="A.", now=NOW)
    study.store_tables(read, now=NOW)
    study.close()
    sheet = folder / "wyniki.xlsx"
    _write_sheet(sheet, [row for of_patient in draws for row in of_patient][:rows])
    return folder / "study.cdesk", sheet


def _start(number: int) -> date:
    return FIRST + timedelta(days=7 * (number % 4))


def _days(number: int) -> list[date]:
    first = _start(number)
    return [first + timedelta(days=7 * (k // 2) + 3 * (k % 2)) for k in range(8)]


def _patient(code: str) -> dict[str, str]:
    return {
        "patient_id": code, "sex": "F", "birth_year": "1980", "diagnosis": "MDD",
        "enrolled_on": "2026-01-07", "weekdays": "Mon Thu", "status": "active",
    }  # fmt: skip


def _infusions(code: str, number: int) -> list[dict[str, str]]:
    return [
        {
            "patient_id": code,
            "number": str(k),
            "planned_on": day.isoformat(),
            "status": "given",
            "given_at": datetime.combine(day, time(9, 5)).isoformat(timespec="minutes"),
        }
        for k, day in enumerate(_days(number), start=1)
    ]


def _draw(code: str, number: int) -> list[dict[str, str]]:
    days = _days(number)
    taken = [days[0] - timedelta(days=3), *(days[k - 1] + timedelta(days=1) for k in (1, 3, 5, 7))]
    taken.append(days[-1] + timedelta(days=7))
    return [
        {
            "patient_id": code,
            "draw": draw,
            "status": "collected",
            "collected_at": datetime.combine(day, time(7, 30)).isoformat(timespec="minutes"),
            "specimen_id": f"{code[4:]}-{draw}",
        }
        for draw, day in zip(DRAWS, taken, strict=True)
    ]


def _write(path: Path, rows: list[dict[str, str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def _write_sheet(path: Path, draws: list[dict[str, str]]) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Wyniki")
    sheet.append(HEADINGS)
    for number, draw in enumerate(draws, start=1):
        sheet.append(
            (
                number,
                draw["patient_id"],
                draw["specimen_id"],
                datetime.fromisoformat(draw["collected_at"]),
                "Miedź w surowicy",
                round(70 + (number * 37 % 700) / 10, 1),
                "µg/dL",
                "70-140",
                None,
            )
        )
    book.save(path)
