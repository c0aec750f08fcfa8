"""What an operator wants to know: /readyz, /metrics and `huiban doctor` look here."""

from prometheus_client import Gauge
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.base.lanes import DEAD, WAITING
from app.base.migrations import is_current
from app.inbox.models import Incoming
from app.outbox.models import Outgoing
from app.runtime import Runtime
from bot.ports import Finding

_WAITING = Gauge("huiban_waiting", "Rows that wait to be worked off", ["queue"])
_DEAD = Gauge("huiban_given_up", "Rows that were given up", ["queue"])


class Readiness:
    """Looks at a runtime's store and platforms."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime

    def look(self) -> tuple[Finding, ...]:
        """Database, migrations, credentials. Asks no platform anything: it is called every few seconds."""
        return (*self._store(), *self._configured())

    def examine(self) -> tuple[Finding, ...]:
        """Everything, the platforms' own answers and given-up messages included. Slow; for a person."""
        findings = [*self._store(), *self._configured()]
        for platform in self._runtime.platforms.values():
            findings.extend(platform.check())
        return (*findings, *self._given_up())

    def count(self) -> None:
        """Bring the figures of /metrics up to date."""
        with self._runtime.sessions() as session:
            for queue, model in (("inbox", Incoming), ("outbox", Outgoing)):
                for gauge, state in ((_WAITING, WAITING), (_DEAD, DEAD)):
                    found = session.scalar(
                        select(func.count()).select_from(model).where(model.state == state)
                    )
                    gauge.labels(queue).set(found or 0)

    def _store(self) -> tuple[Finding, ...]:
        try:
            with self._runtime.engine.connect() as connection:
                connection.execute(text("select 1"))
            if is_current(self._runtime.engine):
                return (Finding(ok=True, what="数据库"),)
            return (Finding(ok=False, what="数据库", effect="表结构不是最新版本，请运行 huiban migrate"),)
        except SQLAlchemyError:
            return (Finding(ok=False, what="数据库", effect="连接不上，消息无法保存"),)

    def _configured(self) -> tuple[Finding, ...]:
        if self._runtime.platforms:
            return tuple(Finding(ok=True, what=f"平台 {name}") for name in self._runtime.platforms)
        return (
            Finding(
                ok=False, what="平台", effect="没有配置任何平台，收不到消息；请设置 HUIBAN_FEISHU_APP_ID 等"
            ),
        )

    def _given_up(self) -> tuple[Finding, ...]:
        try:
            with self._runtime.sessions() as session:
                dead = session.scalars(
                    select(Outgoing).where(Outgoing.state == DEAD).order_by(Outgoing.id.desc()).limit(20)
                ).all()
        except SQLAlchemyError:
            return ()
        return tuple(
            Finding(ok=False, what=f"未送达的消息 #{row.id}", effect=row.failure or "") for row in dead
        )
