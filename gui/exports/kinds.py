"""What a study can be exported as."""

from enum import StrEnum


class ExportKind(StrEnum):
    """The value is the word of the command line."""

    TABLES = "tables"
    XLSX = "xlsx"
    ANALYSIS = "analysis"
    SPSS = "spss"
    SDTM = "sdtm"
    ICS = "ics"
