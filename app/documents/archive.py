"""xlsx and docx are zip archives; the same content should give the same bytes."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE = datetime(2000, 1, 1)  # noqa: DTZ001  (both libraries want it without a zone)
"""The date inside every file, so that an export that did not change does not differ."""


def seal(content: bytes) -> bytes:
    """The archive again, with the moments at which its members were written taken out."""
    sealed = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(sealed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, MADE.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, source.read(name))
    return sealed.getvalue()
