"""A file as the robot can send it: few kinds are taken, the others go in a zip."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from bot.ports import Document

_SENT_AS_THEY_ARE = {".xlsx", ".pdf", ".zip", ".rar", ".doc", ".docx"}
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".bmp"}
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same content makes the same archive."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is uploaded: `kind` is image or file."""

    kind: str
    name: str
    content: bytes

    def message(self, media_id: str) -> tuple[str, dict[str, Any]]:
        """`msgKey` and parameters of the message that shows the upload."""
        if self.kind == "image":
            return "sampleImageMsg", {"photoURL": media_id}
        kind = PurePath(self.name).suffix.lower().lstrip(".")
        return "sampleFile", {"mediaId": media_id, "fileName": self.name, "fileType": kind}


def pack(document: Document) -> Parcel:
    """The document, in a zip if the platform would not take its kind."""
    suffix = PurePath(document.name).suffix.lower()
    if suffix in _PICTURES:
        return Parcel("image", document.name, document.content)
    if suffix in _SENT_AS_THEY_ARE:
        return Parcel("file", document.name, document.content)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo(document.name, _LONG_AGO), document.content)
    return Parcel("file", f"{PurePath(document.name).stem}.zip", packed.getvalue())
