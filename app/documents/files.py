"""Tables as a finished file of the asked kind."""

from collections.abc import Sequence

from app.documents.docx import to_docx
from app.documents.naming import file_name
from app.documents.tables import File, Sheet
from app.documents.xlsx import to_xlsx


def as_file(sheets: Sequence[Sheet], *names: str, suffix: str) -> File:
    """A workbook (`xlsx`) or a Word document of these tables, called by its names."""
    content = to_xlsx(sheets) if suffix == "xlsx" else to_docx(sheets)
    return File(file_name(*names, suffix=suffix), content)
