"""Files by name (`need_form:12:xlsx`): written from the database at the moment they are sent."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.documents.docx import to_docx
from app.documents.naming import file_name
from app.documents.needs import need_list, request_table
from app.documents.tables import Sheet
from app.documents.xlsx import to_xlsx
from app.needs import queries
from app.needs.models import Need
from app.needs.views import NeedView
from app.people.calendars import calendar_in
from app.people.models import Chat
from app.projects.models import Project
from bot.ports import Document

_SHEETS: dict[str, tuple[str, Callable[[NeedView], Sheet]]] = {
    "need_form": ("表1", request_table),
    "need_list": ("协作需求清单", need_list),
}
FORMATS = ("xlsx", "docx")


def write(session: Session, name: str) -> Document | None:
    """The file of that name; None when what it is about is gone."""
    kind, key, suffix = name.split(":")
    need = session.get(Need, int(key))
    if need is None:
        return None
    home = session.get_one(Chat, session.get_one(Project, need.project_id).home_chat_id)
    view = queries.view(session, need, calendar_in(home.timezone))
    label, sheet = _SHEETS[kind]
    content = to_xlsx([sheet(view)]) if suffix == "xlsx" else to_docx([sheet(view)])
    return Document(file_name(label, view.project, suffix=suffix), content)
