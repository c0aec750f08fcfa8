"""Tables as a finished file of the asked kind."""

from collections.abc import Sequence

from app.documents.naming import file_name
from app.documents.tables import File, Sheet


def as_file(sheets: Sequence[Sheet], *names: str, suffix: str) -> File:
    """A workbook (`xlsx`) or a Word document of these tables, called by its names."""
    # Their libraries take a tenth of a second to load: the start does not wait for them.
    if suffix == "xlsx":
        from app.documents.xlsx import to_xlsx  # noqa: PLC0415

        content = to_xlsx(sheets)
    else:
        from app.documents.docx import to_docx  # noqa: PLC0415

        content = to_docx(sheets)
    return File(file_name(*names, suffix=suffix), content)
