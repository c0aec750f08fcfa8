"""Several files as one archive."""

from collections.abc import Sequence
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.documents.archive import MADE
from app.documents.naming import file_name
from app.documents.tables import File


def bundle(files: Sequence[File], *names: str) -> File:
    """A zip called by its names. The same files give the same bytes."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as target:
        for file in apart(files):
            member = ZipInfo(file.name, MADE.timetuple()[:6])
            member.compress_type = ZIP_DEFLATED
            target.writestr(member, file.content)
    return File(file_name(*names, suffix="zip"), content.getvalue())


def apart(files: Sequence[File]) -> list[File]:
    """The files with a number before the ending of a name that was there already."""
    seen: dict[str, int] = {}
    named: list[File] = []
    for file in files:
        count = seen[file.name] = seen.get(file.name, 0) + 1
        stem, _, suffix = file.name.rpartition(".")
        named.append(file if count == 1 else File(f"{stem}({count}).{suffix}", file.content))
    return named
