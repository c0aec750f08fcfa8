"""The playground's company: the people of the guide's example, their group, and a private chat with the bot each."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot.playground.models import PlaygroundChat, PlaygroundMember, PlaygroundPerson

TENANT = "playground"
BOT_ID = "huiban"
BOT_NAME = "会办"
GROUP_ID = "launch"
GROUP_NAME = "新产品上市项目群"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody of the cast."""

    id: str
    name: str
    department: str


CAST = (
    Persona("wangfang", "王芳", "市场部"),
    Persona("zhangwei", "张伟", "研发部"),
    Persona("lina", "李娜", "销售部"),
    Persona("zhaoqiang", "赵强", "客服部"),
    Persona("chenchen", "陈晨", "产品部"),
    Persona("liuyang", "刘洋", "销售部"),
)


def private_chat_of(person: str) -> str:
    """The id of a person's private chat with the bot."""
    return f"with-{person}"


def seed(session: Session) -> None:
    """Bring the cast and its chats into the store. What is there already stays as it is."""
    if session.get(PlaygroundChat, GROUP_ID) is None:
        session.add(PlaygroundChat(id=GROUP_ID, name=GROUP_NAME, private=False, position=0))
    for position, persona in enumerate(CAST, start=1):
        if session.get(PlaygroundPerson, persona.id) is not None:
            continue
        private = private_chat_of(persona.id)
        session.add_all(
            (
                PlaygroundPerson(
                    id=persona.id, name=persona.name, department=persona.department, position=position
                ),
                PlaygroundChat(id=private, name=BOT_NAME, private=True, position=position),
            )
        )
        session.flush()
        session.add_all(PlaygroundMember(chat_id=chat, person_id=persona.id) for chat in (GROUP_ID, private))
