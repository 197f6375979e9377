"""The report: one ordered document, written as HTML, PDF, DOCX, tables, figures and JSON."""
