"""What waits is found without looking through what is done, which stays for days, and in the order it came."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event, select

from app.base.db import make_engine, make_sessions
from app.base.lanes import DEAD, WAITING, LaneRow, lease_rows
from app.base.migrations import migrate
from app.inbox.models import Incoming
from app.outbox import service as outbox
from app.outbox.models import Outgoing
from app.outbox.service import Place

PLACE = Place("feishu", "t", chat="oc_1")


@pytest.mark.parametrize("model", [Incoming, Outgoing])
def test_only_what_waits_is_looked_through(tmp_path: Path, model: type[LaneRow]) -> None:
    asked = list[tuple[str, tuple[object, ...]]]()
    engine = make_engine(f"sqlite:///{tmp_path}/plans.db")
    migrate(engine)
    with make_sessions(engine).begin() as session:
        event.listen(engine, "before_cursor_execute", lambda *call: asked.append(call[2:4]))
        lease_rows(session, model, now=datetime(2026, 6, 1, tzinfo=UTC), limit=9, hold=timedelta(seconds=60))
        for state in (WAITING, DEAD):
            session.scalars(select(model.id).where(model.state == state)).all()
        outbox.owe_card(session, PLACE, "need:1")
        outbox.owe_lookup(session, PLACE)
        seen = [one for one in asked if one[0].startswith("SELECT")]
        steps = [
            str(step.detail)
            for statement, values in seen
            for step in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    engine.dispose()
    found = [step for step in steps if step.startswith(("SCAN", "SEARCH"))]
    assert len(found) >= len(seen)
    assert [step for step in found if "INDEX ix_" not in step] == []
    assert [step for step in steps if "TEMP B-TREE" in step] == []
