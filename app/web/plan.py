"""What time will do by itself in the playground, for its side panel."""

from app.people import service as people
from app.people.models import Chat
from app.reminders import service as reminders
from app.runtime import Runtime
from bot.playground.process import Planned
from scheduler.saying import describe

PLATFORM = "playground"


class RuntimePlan:
    """The planned reminders of the playground's company."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def upcoming(self, *, limit: int) -> list[Planned]:
        """The soonest first."""
        with self._runtime.sessions() as session:
            planned: list[Planned] = []
            for due in reminders.upcoming(session, PLATFORM, limit=limit):
                kind, _, key = due.recipient.partition(":")
                if kind == "chat":
                    to = session.get_one(Chat, int(key)).name
                else:
                    person = people.person(session, int(key))
                    to = "" if person is None else person.shown
                planned.append(Planned(due.fire_at, to, describe(session, due)))
            return planned

    def tick(self) -> None:
        """Fire everything due by the playground's clock, now."""
        self._runtime.tick()
