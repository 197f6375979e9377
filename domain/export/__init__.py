"""The study as tables for other programs: a workbook, SDTM-like tables, the analysis data set."""
