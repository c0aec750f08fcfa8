"""Files by name (`need_form:12:xlsx`): written from the database at the moment they are sent. One file a noun."""

from collections.abc import Callable
from functools import partial

from sqlalchemy.orm import Session

from app.documents.files import as_file
from app.documents.masking import NameStyle, style_of
from app.documents.meetings import FILES as MEETING_FILES
from app.documents.needs import need_list, request_table
from app.documents.project import FILES as PROJECT_FILES
from app.documents.retro import FILES as RETRO_FILES
from app.documents.tables import File, Sheet
from app.documents.tasks import FILES as TASK_FILES
from app.needs import queries
from app.needs.models import Need
from app.needs.views import NeedView
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.personal.files import FILES as PERSONAL_FILES
from app.projects.models import Project
from bot.ports import Document

FORMATS = ("xlsx", "docx")


def write(session: Session, name: str) -> Document | None:
    """The file of that name; None when what it is about is gone."""
    kind, key, suffix = name.split(":")
    file = WRITERS[kind](session, int(key), suffix)
    return None if file is None else Document(file.name, file.content)


def _of_need(
    session: Session, need_id: int, suffix: str, *, label: str, sheet: Callable[[NeedView, NameStyle], Sheet]
) -> File | None:
    need = session.get(Need, need_id)
    if need is None:
        return None
    home = session.get_one(Chat, session.get_one(Project, need.project_id).home_chat_id)
    view = queries.view(session, need, calendar_of(session, home))
    return as_file([sheet(view, style_of(home))], label, view.project, suffix=suffix)


WRITERS: dict[str, Callable[[Session, int, str], File | None]] = {
    "need_form": partial(_of_need, label="表1", sheet=request_table),
    "need_list": partial(_of_need, label="协作需求清单", sheet=need_list),
    **MEETING_FILES,
    **PERSONAL_FILES,
    **PROJECT_FILES,
    **RETRO_FILES,
    **TASK_FILES,
}
"""A kind of file to what writes it: called with the session, the key and the suffix."""
