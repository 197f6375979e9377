"""Writes set B of the made-up lab sheets (b1 … b8) and their truth, beside itself.

No person, laboratory or measurement in them is real. Each sheet is judged on its own against
`state/` on 24 March 2026. What a row must become was derived by hand from the rules of set A's
description; only the two conversions are computed here (1 µg/dL = 10/63.546 µmol/L).

Run by hand where a sheet is to change: `python tests/data/labsheets/make_b.py` (needs xlwt).
"""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import xlwt

HERE = Path(__file__).parent
PER_UMOL = 63.546 / 10
TO_UG_DL = {"ug/dL": 1.0, "umol/L": PER_UMOL, "mg/L": 100.0, "ug/L": 0.1}


def record(cell, verbatim, kind, who, tube, status, flags="", *, draw=None, at=None, value=None,
           unit=None, operator="", patient="", reason=""):  # fmt: skip
    """One record; `patient` is the study's code where it is not as written."""
    number = None if value is None else float(value)
    ug_dl = None if number is None or unit is None else number * TO_UG_DL[unit]
    known = status not in ("not_copper", "control", "no_match", "ambiguous")
    return {
        "source_cell": cell,
        "verbatim": verbatim,
        "cell_type": kind,
        "patient_as_written": who,
        "accession": tube,
        "expected": {
            "patient": (patient or who) if known else None,
            "draw": draw,
            "collected_at": at,
            "operator": operator if value is not None else None,
            "value": value,
            "unit": unit,
            "value_ug_dl": None if ug_dl is None else float(f"{ug_dl:.6g}"),
            "value_umol_l": None if ug_dl is None else float(f"{ug_dl / PER_UMOL:.6g}"),
        },
        "status": status,
        "flags": flags.split(),
        "reason": reason,
    }


def truth(name, read, records, *, ignored=(), outcome="read", needs=(), about=(), stored=()):
    counts = {}
    for one in records:
        counts[one["status"]] = counts.get(one["status"], 0) + 1
    document = {
        "file": name,
        "set": "B",
        "today": "2026-03-24",
        "made_up": True,
        "file_expectation": {
            "outcome": outcome,
            "message_about": list(about),
            "needs_choice": list(needs),
            "must_not_store": {"columns": [], "strings": list(stored)},
            "notes": "",
        },
        "read": read,
        "counts": dict(sorted(counts.items())),
        "records": records,
        "grouped_rows": {},
        "ignored_rows": [
            {"where": f"{sheet} row {row}", "kind": kind} for sheet, row, kind in ignored
        ],
    }
    path = HERE / f"{Path(name).stem}.truth.json"
    path.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def old_workbook():
    """b1: a real .xls with titles, a hidden row, a formula nobody computed, a mean."""
    name = "b1_stary_arkusz.xls"
    book = xlwt.Workbook()
    sheet = book.add_sheet("Wyniki")
    when, one = (xlwt.easyxf(num_format_str=code) for code in ("yyyy-mm-dd hh:mm", "0.0"))
    sheet.write(0, 0, "Laboratorium Zmyślone (dane fikcyjne)")
    sheet.write(1, 0, "Miedź w surowicy")
    for column, text in enumerate(
        ("Lp.", "Kod pacjenta", "Nr próbki", "Data pobrania", "Wynik", "J.m.", "Uwagi")
    ):
        sheet.write(3, column, text)
    rows = (
        ("KET-005", "CU26-0121", datetime(2026, 1, 27, 7, 15), 101.2, ""),
        ("KET-005", "CU26-0114", datetime(2026, 1, 23, 8, 45), 119.5, ""),
        ("KET-011", "CU26-0201", datetime(2026, 2, 27, 7, 0), 99.9, ""),
        ("ket-011", "CU26-0223", datetime(2026, 3, 7, 8, 45), 130.2, "powtórzono"),
        ("KET-024", "CU26-0260", datetime(2026, 3, 20, 8, 15), 88, ""),
        ("KET-012", "CU26-0263", datetime(2026, 3, 20, 8, 40), "hemoliza", ""),
        ("KET-012", "CU26-0211", datetime(2026, 3, 3, 8, 0), xlwt.Formula("E5*2"), ""),
    )
    for number, (who, tube, at, result, comment) in enumerate(rows, start=4):
        sheet.write(number, 0, number - 3)
        sheet.write(number, 1, who)
        sheet.write(number, 2, tube)
        sheet.write(number, 3, at, when)
        sheet.write(number, 4, result, one)
        sheet.write(number, 5, "µg/dL")
        sheet.write(number, 6, comment)
    sheet.row(8).hidden = True
    sheet.write(11, 1, "Średnia")
    sheet.write(11, 4, 107.8, one)
    book.save(HERE / name)
    cell = "Wyniki!E{}".format
    ug = {"unit": "ug/dL"}
    truth(
        name,
        {
            "container": "xls", "sheet": "Wyniki", "header_rows": [4], "layout": "long",
            "columns": {"patient": "B", "accession": "C", "collected": "D", "result": "E",
                        "unit": "F"},
            "accession_is": "specimen_id",
        },
        [
            record(cell(5), "101.2", "number", "KET-005", "CU26-0121", "new",
                   draw="inf1", at="2026-01-27T07:15", value="101.2", **ug),
            record(cell(6), "119.5", "number", "KET-005", "CU26-0114", "same",
                   draw="baseline", at="2026-01-23T08:45", value="119.5", **ug),
            record(cell(7), "99.9", "number", "KET-011", "CU26-0201", "changed",
                   draw="inf5", at="2026-02-27T07:00", value="99.9", **ug,
                   reason="stored: 103.4 µg/dL of the same tube"),
            record(cell(8), "130.2", "number", "ket-011", "CU26-0223", "new", patient="KET-011",
                   draw="inf7", at="2026-03-07T08:45", value="130.2", **ug),
            record(cell(9), "88", "number", "KET-024", "CU26-0260", "new", "hidden_row",
                   draw="baseline", at="2026-03-20T08:15", value="88", **ug),
            record(cell(10), "hemoliza", "text", "KET-012", "CU26-0263", "unusable", "haemolysed",
                   draw="post", at="2026-03-20T08:40"),
            record(cell(11), None, "formula_no_value", "KET-012", "CU26-0211", "error",
                   at="2026-03-03T08:00"),
        ],
        ignored=[("Wyniki", 12, "summary")],
    )  # fmt: skip


def text_in_utf16():
    """b2: semicolons, decimal commas, UTF-16, a line break inside quotes, dates without time."""
    name = "b2_utf16.csv"
    lines = (
        "Laboratorium Zmyślone (dane fikcyjne);;;",
        "",
        "Kod uczestnika;Pobrano;Miedź [µmol/l];Uwagi",
        "KET-005;2026-02-10;15,92;",
        'KET-011;2026-02-20;"19,01";"powtórzono\noznaczenie"',
        "KET-012;2026-02-13;18,96;",
        "KET-012;2026-03-03;<1,5;",
        "KET-O12;2026-03-03;16,2;",
        "KET-014;2026-03-24;18,0;",
    )
    (HERE / name).write_bytes(("\ufeff" + "\r\n".join(lines) + "\r\n").encode("utf-16-le"))
    flags = "unit_converted collected_time_missing"
    umol = {"unit": "umol/L"}
    truth(
        name,
        {
            "container": "csv", "sheet": None, "header_rows": [3], "layout": "long",
            "columns": {"patient": "A", "collected": "B", "result": "C"}, "accession_is": None,
        },
        [
            record("C4", "15,92", "text", "KET-005", None, "new", flags,
                   draw="inf5", at="2026-02-10", value="15.92", **umol),
            record("C5", "19,01", "text", "KET-011", None, "same", flags,
                   draw="inf3", at="2026-02-20", value="19.01", **umol),
            record("C7", "18,96", "text", "KET-012", None, "same", flags,
                   draw="baseline", at="2026-02-13", value="18.96", **umol),
            record("C8", "<1,5", "text", "KET-012", None, "new", f"{flags} below_loq",
                   draw="inf5", at="2026-03-03", value="1.5", operator="<", **umol),
            record("C9", "16,2", "text", "KET-O12", None, "no_match",
                   at="2026-03-03", value="16.2", **umol),
            record("C10", "18,0", "text", "KET-014", None, "new", flags,
                   draw="post", at="2026-03-24", value="18.0", **umol),
        ],
    )  # fmt: skip


def two_heading_rows():
    """b3: merged group headings over a second row, text dates and times, units that differ."""
    name = "b3_dwa_wiersze.xlsx"
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Raport"
    sheet["A1"] = "Raport próbny (dane fikcyjne)"
    for cell, text in {
        "A2": "Kod pacjenta", "B2": "Pobranie materiału", "D2": "Miedź w surowicy", "F2": "Uwagi",
        "B3": "Data pobrania", "C3": "Godzina pobrania", "D3": "Wynik", "E3": "Jednostka",
    }.items():  # fmt: skip
        sheet[cell] = text
    for merged in ("A2:A3", "B2:C2", "D2:E2", "F2:F3"):
        sheet.merge_cells(merged)
    for row in (
        ("KET-005", "27.01.2026", "7:15", "101,2", "µg/dL", None),
        ("KET-005", "3.02.2026", "07:10", "118,9 L", "µg/dl", None),
        ("KET-024", "20.03.2026", "8.15", "1\u00a0012", "µg/L", None),
        ("KET-021", "11.03.2026", "08:10", "98", "µmol/L", None),
        ("KET-021", "15.03.2026", "08:45", "w trakcie", None, None),
    ):
        sheet.append(row)
    book.save(HERE / name)
    truth(
        name,
        {
            "container": "xlsx", "sheet": "Raport", "header_rows": [2, 3], "layout": "long",
            "columns": {"patient": "A", "collected": "B", "collected_time": "C", "result": "D",
                        "unit": "E"},
            "accession_is": None,
        },
        [
            record("Raport!D4", "101,2", "text", "KET-005", None, "new",
                   draw="inf1", at="2026-01-27T07:15", value="101.2", unit="ug/dL"),
            record("Raport!D5", "118,9 L", "text", "KET-005", None, "same", "lab_flag",
                   draw="inf3", at="2026-02-03T07:10", value="118.9", unit="ug/dL"),
            record("Raport!D6", "1\u00a0012", "text", "KET-024", None, "new", "unit_converted",
                   draw="baseline", at="2026-03-20T08:15", value="1012", unit="ug/L"),
            record("Raport!D7", "98", "text", "KET-021", None, "error",
                   "implausible_unit unit_converted",
                   at="2026-03-11T08:10", value="98", unit="umol/L"),
            record("Raport!D8", "w trakcie", "text", "KET-021", None, "error",
                   at="2026-03-15T08:45"),
        ],
    )  # fmt: skip


STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KINDS = "http://purl.oclc.org/ooxml/officeDocument/relationships"


def strict_workbook():
    """b4: the Strict kind, dates in ISO form, another test between, mg/L."""
    name = "b4_strict.xlsx"
    rows = (
        ("Subject ID", "Specimen ID", "Collected", "Analyte", "Result", "Units", "Flag"),
        ("KET-005", "CU26-0153", "2026-02-10T07:00:00", "Copper, serum", 1.05, "mg/L", ""),
        ("KET-005", "CU26-0153", "2026-02-10T07:00:00", "Zinc, serum", 0.9, "mg/L", ""),
        ("KET-012", "CU26-0263", "2026-03-20T08:40:00", "Copper, serum", 1.31, "mg/L", "H"),
        ("KET-009", "CU26-0143", "2026-02-06T08:15:00", "Copper, serum", 1.025, "mg/L", ""),
    )
    lines = "".join(
        f"<row r='{number}'>" + "".join(map(_strict_cell, row)) + "</row>"
        for number, row in enumerate(rows, start=1)
    )
    parts = {
        "[Content_Types].xml": (
            "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
            "<Default Extension='rels' "
            "ContentType='application/vnd.openxmlformats-package.relationships+xml'/>"
            f"<Override PartName='/xl/workbook.xml' ContentType='{_TYPES}.sheet.main+xml'/>"
            f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{_TYPES}.worksheet+xml'/>"
            "</Types>"
        ),
        "_rels/.rels": _relation("officeDocument", "xl/workbook.xml"),
        "xl/workbook.xml": (
            f"<workbook xmlns='{STRICT}' xmlns:r='{_KINDS}' conformance='strict'>"
            "<sheets><sheet name='Results' sheetId='1' r:id='r1'/></sheets></workbook>"
        ),
        "xl/_rels/workbook.xml.rels": _relation("worksheet", "worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": (
            f"<worksheet xmlns='{STRICT}'><sheetData>{lines}</sheetData></worksheet>"
        ),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for part, text in parts.items():
            zipped.writestr(zipfile.ZipInfo(part), text)
    (HERE / name).write_bytes(packed.getvalue())
    cell = "Results!E{}".format
    mg = {"unit": "mg/L"}
    truth(
        name,
        {
            "container": "xlsx", "sheet": "Results", "header_rows": [1], "layout": "long",
            "columns": {"patient": "A", "accession": "B", "collected": "C", "test": "D",
                        "result": "E", "unit": "F"},
            "accession_is": "specimen_id",
        },
        [
            record(cell(2), "1.05", "number", "KET-005", "CU26-0153", "new", "unit_converted",
                   draw="inf5", at="2026-02-10T07:00", value="1.05", **mg),
            record(cell(3), "0.9", "number", "KET-005", "CU26-0153", "not_copper"),
            record(cell(4), "1.31", "number", "KET-012", "CU26-0263", "new",
                   "unit_converted lab_flag",
                   draw="post", at="2026-03-20T08:40", value="1.31", **mg),
            record(cell(5), "1.025", "number", "KET-009", "CU26-0143", "same", "unit_converted",
                   draw="inf1", at="2026-02-06T08:15", value="1.025", **mg,
                   reason="102.5 µg/dL is 16.13 µmol/L, as stored"),
        ],
    )  # fmt: skip


def _strict_cell(value):
    if isinstance(value, float):
        return f"<c><v>{value}</v></c>"
    kind = "d" if value[:4].isdecimal() and "T" in value else "inlineStr"
    return f"<c t='d'><v>{value}</v></c>" if kind == "d" else _inline(value)


def _inline(text):
    return f"<c t='inlineStr'><is><t>{text}</t></is></c>" if text else "<c/>"


def _relation(kind, target):
    return (
        f"<Relationships xmlns='{_LINKS}'><Relationship Id='r1' Type='{_KINDS}/{kind}'"
        f" Target='{target}'/></Relationships>"
    )


def a_sheet_a_patient():
    """b5: a tab a patient; the code on the second tab's card is another patient's."""
    name = "b5_tabs.xlsx"
    book = openpyxl.Workbook()
    book.remove(book.active)
    for tab, code, rows in (
        ("KET-005", "KET-005", (("Baseline", "2026-01-23", 119.5),
                                ("After infusion 1", "2026-01-27", 101.2),
                                ("After infusion 5", "2026-02-10", 99.1))),
        ("KET-011", "KET-012", (("Baseline", "2026-02-13", 120.5),)),
    ):  # fmt: skip
        sheet = book.create_sheet(tab)
        sheet.append(("Subject:", code))
        sheet.append(())
        sheet.append(("Time point", "Date", "Copper (µg/dL)"))
        for row in rows:
            sheet.append(row)
    book.save(HERE / name)
    flags = "collected_time_missing"
    ug = {"unit": "ug/dL"}
    truth(
        name,
        {
            "container": "xlsx", "sheet": "KET-005", "header_rows": [3], "layout": "blocks",
            "columns": {"draw": "A", "collected": "B", "result": "C"}, "accession_is": None,
        },
        [
            record("KET-005!C4", "119.5", "number", "KET-005", None, "same", flags,
                   draw="baseline", at="2026-01-23", value="119.5", **ug),
            record("KET-005!C5", "101.2", "number", "KET-005", None, "new", flags,
                   draw="inf1", at="2026-01-27", value="101.2", **ug),
            record("KET-005!C6", "99.1", "number", "KET-005", None, "new", flags,
                   draw="inf5", at="2026-02-10", value="99.1", **ug),
            record("KET-011!C4", "120.5", "number", "KET-012", None, "ambiguous", flags,
                   at="2026-02-13", value="120.5", **ug),
        ],
    )  # fmt: skip


def american_text():
    """b6: month first, settled by the days above 12; µmol/L in the heading; a time column."""
    name = "b6_american.csv"
    lines = (
        "Patient ID,Collection Date,Collection Time,Copper (umol/L),Comment",
        "KET-005,01/27/2026,07:15,15.92,",
        "KET-005,02/10/2026,07:00,16.0,",
        "KET-011,02/11/2026,07:20,17.48,",
        "KET-011,03/07/2026,08:45,20.1,repeat measurement",
        "KET-014,03/07/2026,08:00,15.5,",
        "KET-005,02/25/2026,08:20,Specimen clotted,",
        "KET-024,03/25/2026,08:15,15.5,",
    )
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    umol = {"unit": "umol/L"}
    truth(
        name,
        {
            "container": "csv", "sheet": None, "header_rows": [1], "layout": "long",
            "columns": {"patient": "A", "collected": "B", "collected_time": "C", "result": "D"},
            "accession_is": None, "date_order": "month_first",
        },
        [
            record("D2", "15.92", "text", "KET-005", None, "new", "unit_converted",
                   draw="inf1", at="2026-01-27T07:15", value="15.92", **umol),
            record("D3", "16.0", "text", "KET-005", None, "new", "unit_converted",
                   draw="inf5", at="2026-02-10T07:00", value="16.0", **umol),
            record("D4", "17.48", "text", "KET-011", None, "same", "unit_converted",
                   draw="baseline", at="2026-02-11T07:20", value="17.48", **umol,
                   reason="111.078 µg/dL is 111.1 to the decimals stored"),
            record("D5", "20.1", "text", "KET-011", None, "new", "unit_converted",
                   draw="inf7", at="2026-03-07T08:45", value="20.1", **umol),
            record("D6", "15.5", "text", "KET-014", None, "no_draw", "unit_converted",
                   at="2026-03-07T08:00", value="15.5", **umol, reason="that draw was missed"),
            record("D7", "Specimen clotted", "text", "KET-005", None, "unusable",
                   draw="post", at="2026-02-25T08:20"),
            record("D8", "15.5", "text", "KET-024", None, "error", "unit_converted",
                   at="2026-03-25T08:15", value="15.5", **umol, reason="after today"),
        ],
    )  # fmt: skip


def unsettled_order():
    """b7: no date shows whether the day or the month comes first; the answer is the month."""
    name = "b7_unsettled.csv"
    lines = (
        "Patient\tCollected\tCopper (ug/dL)",
        "KET-005\t02/10/2026\t101.3",
        "KET-005\t02/03/2026\t118.9",
    )
    (HERE / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    ug = {"unit": "ug/dL"}
    truth(
        name,
        {
            "container": "csv", "sheet": None, "header_rows": [1], "layout": "long",
            "columns": {"patient": "A", "collected": "B", "result": "C"}, "accession_is": None,
            "choices": {"date_order": "month_first"},
        },
        [
            record("C2", "101.3", "text", "KET-005", None, "new", "collected_time_missing",
                   draw="inf5", at="2026-02-10", value="101.3", **ug),
            record("C3", "118.9", "text", "KET-005", None, "same", "collected_time_missing",
                   draw="inf3", at="2026-02-03", value="118.9", **ug),
        ],
        outcome="needs_choice",
        needs=["date_order"],
    )  # fmt: skip


def web_page():
    """b8: what some laboratory systems call an Excel file."""
    name = "b8_strona.xls"
    page = (
        "<html><head><meta charset='utf-8'></head><body><table><tr><th>Kod pacjenta</th>"
        "<th>Miedź [µg/dL]</th></tr><tr><td>KET-005</td><td>101,2</td></tr></table></body></html>"
    )
    (HERE / name).write_text(page, encoding="utf-8")
    truth(name, {}, [], outcome="refuse", about=["html", "web page"])


if __name__ == "__main__":
    old_workbook()
    text_in_utf16()
    two_heading_rows()
    strict_workbook()
    a_sheet_a_patient()
    american_text()
    unsettled_order()
    web_page()
