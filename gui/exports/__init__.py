"""The study handed to other programs: a folder of tables, a workbook, SDTM-like tables, SPSS."""
