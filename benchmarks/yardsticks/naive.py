"""What one writes first: a FastAPI route, the SDK's dispatcher, and a command through an async ORM in the request.

It asks the store what a command of ours has to know, and keeps what it keeps: the event, the company, the chat and the
person in it, the departments that are known, the request begun before, the draft, and the reply that is owed.
"""

import json
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

import lark_oapi as lark
from fastapi import FastAPI, Request, Response
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from benchmarks.wire import ENCRYPT_KEY, TOKEN

_engine = create_async_engine(os.environ["NAIVE_DATABASE"], connect_args={"timeout": 60})
_sessions = async_sessionmaker(_engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """The naive bot's tables."""


class Seen(Base):
    """An event that was handled."""

    __tablename__ = "seen"
    id: Mapped[str] = mapped_column(primary_key=True)


class Company(Base):
    """A tenant."""

    __tablename__ = "companies"
    id: Mapped[int] = mapped_column(primary_key=True)
    tenant: Mapped[str] = mapped_column(unique=True)


class Chat(Base):
    """Where it was written."""

    __tablename__ = "chats"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    open_id: Mapped[str] = mapped_column(unique=True)


class Person(Base):
    """Somebody who wrote."""

    __tablename__ = "people"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    open_id: Mapped[str] = mapped_column(unique=True)


class Member(Base):
    """Who is in a chat."""

    __tablename__ = "members"
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)


class Department(Base):
    """Who is to help."""

    __tablename__ = "departments"
    id: Mapped[int] = mapped_column(primary_key=True)
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    name: Mapped[str] = mapped_column(unique=True)


class Draft(Base):
    """What was asked for so far."""

    __tablename__ = "drafts"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    fields: Mapped[str]


class Reply(Base):
    """A message still owed."""

    __tablename__ = "replies"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[str]
    text: Mapped[str]


@asynccontextmanager
async def _tables(_app: FastAPI) -> AsyncIterator[None]:
    async with _engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield


app = FastAPI(lifespan=_tables)


_arrived: list[Any] = []
_dispatcher = (
    lark.EventDispatcherHandler.builder(ENCRYPT_KEY, TOKEN)
    .register_p2_im_message_receive_v1(_arrived.append)
    .build()
)


@app.post("/webhooks/feishu")
async def receive(request: Request) -> Response:
    """Verify and parse with the SDK, then handle before answering."""
    raw = lark.RawRequest()
    raw.uri, raw.body = "/webhooks/feishu", await request.body()
    raw.headers = {name.title(): value for name, value in request.headers.items()}
    answer = _dispatcher.do(raw)
    # The dispatcher calls its listener before it returns, so this event is the only one here.
    while _arrived:
        event = _arrived.pop()
        async with _sessions() as session:
            await _handle(session, event)
    return Response(answer.content, answer.status_code or 500)


async def _handle(session: AsyncSession, event: Any) -> None:
    number, tenant = event.header.event_id, event.header.tenant_key
    if await session.scalar(select(Seen).where(Seen.id == number)):
        return
    session.add(Seen(id=number))
    company = await _known(session, Company, tenant=tenant)
    chat = await _known(session, Chat, company_id=company.id, open_id=event.event.message.chat_id)
    opened_by = event.event.sender.sender_id.open_id
    person = await _known(session, Person, company_id=company.id, open_id=opened_by)
    await _known(session, Member, chat_id=chat.id, person_id=person.id)
    fields = _read(json.loads(event.event.message.content)["text"])
    for name in fields["departments"]:
        await session.scalar(select(Department).where(Department.name == name))
    draft = await session.scalar(
        select(Draft).where(Draft.chat_id == chat.id, Draft.person_id == person.id).order_by(Draft.id.desc())
    )
    if draft is None or json.loads(draft.fields)["project"] != fields["project"]:
        draft = Draft(chat_id=chat.id, person_id=person.id, fields="")
        session.add(draft)
    draft.fields = json.dumps(fields, ensure_ascii=False)
    await session.flush()
    if await session.scalar(select(Reply).where(Reply.text == f"draft:{draft.id}")) is None:
        session.add(Reply(chat=chat.open_id, text=f"draft:{draft.id}"))
    await session.commit()


async def _known(session: AsyncSession, model: type[Any], **names: Any) -> Any:
    found = await session.scalar(select(model).filter_by(**names))
    if found is None:
        found = model(**names)
        session.add(found)
        await session.flush()
    return found


_COMMAND = re.compile(r"/需求\s+(?P<project>\S+)\s+协作部门:(?P<departments>\S+)\s+期望:(?P<due>[\d-]+)")


def _read(text: str) -> dict[str, Any]:
    found = _COMMAND.search(text)
    assert found is not None
    due = date.fromisoformat(found["due"]).isoformat()
    return {"project": found["project"], "departments": found["departments"].split(","), "due": due}
