"""What one writes first: a FastAPI route, the SDK's dispatcher, and a command through an async ORM in the request.

It does what a command of ours does and no more: know the event, the person and the chat, register the need with
its two departments, and note the reply that is owed.
"""

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import lark_oapi as lark
from fastapi import FastAPI, Request, Response
from sqlalchemy import ForeignKey, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from benchmarks.wire import ENCRYPT_KEY, TOKEN

_engine = create_async_engine(os.environ["NAIVE_DATABASE"], connect_args={"timeout": 60})
_sessions = async_sessionmaker(_engine, expire_on_commit=False)


class Base(DeclarativeBase):
    """The naive bot's tables."""


class Seen(Base):
    """An event that was handled."""

    __tablename__ = "seen"
    id: Mapped[str] = mapped_column(primary_key=True)


class Person(Base):
    """Somebody who wrote."""

    __tablename__ = "people"
    id: Mapped[str] = mapped_column(primary_key=True)


class Need(Base):
    """What was asked for."""

    __tablename__ = "needs"
    id: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str]
    by: Mapped[str] = mapped_column(ForeignKey("people.id"))
    departments: Mapped[list["Department"]] = relationship()


class Department(Base):
    """Who is to help."""

    __tablename__ = "departments"
    id: Mapped[int] = mapped_column(primary_key=True)
    need_id: Mapped[int] = mapped_column(ForeignKey("needs.id"))
    name: Mapped[str]


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
    number, person = event.header.event_id, event.event.sender.sender_id.open_id
    if await session.scalar(select(Seen).where(Seen.id == number)):
        return
    session.add(Seen(id=number))
    if await session.get(Person, person) is None:
        session.add(Person(id=person))
    text = event.event.message.content
    need = Need(text=text, by=person, departments=[Department(name="研发部"), Department(name="销售部")])
    session.add(need)
    await session.flush()
    session.add(Reply(chat=event.event.message.chat_id, text=f"N{need.id}"))
    await session.commit()
