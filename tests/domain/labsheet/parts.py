"""Workbooks made part by part, so that they can be wrong, or odd, in one place."""

import io
import zipfile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
    f"<Override PartName='/xl/workbook.xml' ContentType='{_KIND}.sheet.main+xml'/>"
    f"<Override PartName='/xl/worksheets/sheet1.xml' ContentType='{_KIND}.worksheet+xml'/>"
    f"<Override PartName='/xl/sharedStrings.xml' ContentType='{_KIND}.sharedStrings+xml'/>"
    f"<Override PartName='/xl/styles.xml' ContentType='{_KIND}.styles+xml'/></Types>"
)
_PACKAGE_LINKS = (
    f"<Relationships xmlns='{_LINKS}'><Relationship Id='r1' Type='{_RELATIONS}/officeDocument'"
    " Target='xl/workbook.xml'/></Relationships>"
)
_BOOK_LINKS = (
    f"<Relationships xmlns='{_LINKS}'><Relationship Id='r1' Type='{_RELATIONS}/worksheet'"
    f" Target='worksheets/sheet1.xml'/><Relationship Id='r2' Type='{_RELATIONS}/sharedStrings'"
    f" Target='sharedStrings.xml'/><Relationship Id='r3' Type='{_RELATIONS}/styles'"
    " Target='/xl/styles.xml'/></Relationships>"
)
_STRINGS = f"<sst xmlns='{MAIN}'><si><t>miedź</t></si><si><t> </t></si></sst>"
STYLES = (
    f"<styleSheet xmlns='{MAIN}'><fonts><font/></fonts>"
    "<fills><fill><patternFill/></fill></fills><borders><border/></borders>"
    "<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/>"
    "<xf numFmtId='46'/><xf numFmtId='2'/><xf numFmtId='22'/></cellXfs>"
    "<cellStyles><cellStyle name='Normal' xfId='0' builtinId='0'/></cellStyles></styleSheet>"
)
DATE, HOURS, TWO_DECIMALS, DATE_AND_TIME = 1, 2, 3, 4
"""The cell styles of these workbooks."""


def book(*, namespace: str = MAIN, epoch_1904: bool = False) -> str:
    return (
        f"<workbook xmlns='{namespace}' xmlns:r='{_RELATIONS}'>"
        f"<workbookPr date1904='{int(epoch_1904)}'/>"
        "<sheets><sheet name='S' sheetId='1' r:id='r1'/></sheets></workbook>"
    )


def worksheet(rows: str = "", *, before: str = "", after: str = "", namespace: str = MAIN) -> str:
    return (
        f"<worksheet xmlns='{namespace}'>{before}<sheetData>{rows}</sheetData>{after}</worksheet>"
    )


ONE_ROW = worksheet("<row r='1'><c r='A1'><v>1</v></c></row>")


def workbook_bytes(
    sheet: str = ONE_ROW, workbook: str | None = None, *, styles: str = STYLES
) -> bytes:
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_LINKS,
        "xl/workbook.xml": workbook or book(),
        "xl/_rels/workbook.xml.rels": _BOOK_LINKS,
        "xl/worksheets/sheet1.xml": sheet,
        "xl/sharedStrings.xml": _STRINGS,
        "xl/styles.xml": styles,
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, text in parts.items():
            zipped.writestr(name, text)
    return packed.getvalue()
