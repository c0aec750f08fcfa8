"""《协作复盘报告》 (S69): the figures, what was said, the clauses still open, and the list of rule changes."""

from collections.abc import Callable

from sqlalchemy.orm import Session

from app.calendars import Calendar
from app.documents.columns import or_dash
from app.documents.files import as_file
from app.documents.tables import File, Sheet
from app.evidence import queries as evidence
from app.evidence.views import Figures, Health, Share, State
from app.people.calendars import calendar_of
from app.people.models import Chat
from app.projects.models import Project
from app.reviews import queries
from app.reviews.models import Retro
from app.reviews.views import RetroView
from app.rulepacks.service import ProposalView

REPORT_TITLE = "协作复盘报告"
WORD_COLUMNS = ("提出人", "成功经验", "数据", "待改进")
FIGURE_COLUMNS = ("指标", "数值")
RULE_COLUMNS = ("规则", "改为", "理由", "提出人", "结果")
RESULTS: dict[bool | None, str] = {None: "待决定", True: "已采纳", False: "未采纳"}


def report(retro: RetroView, health: Health, calendar: Calendar) -> list[Sheet]:
    """The report: what was said, with its head; then the figures; then the rules."""
    closed = calendar.local(retro.closed_at or retro.closes_at)
    head = (
        ("项目名称", retro.project),
        ("复盘日期", closed.date().isoformat()),
        ("参与人", "、".join(word.person.shown for word in retro.said) or "-"),
        ("填写情况", f"{len(retro.said)}/{len(retro.words)}"),
    )
    words = tuple(
        (word.person.shown, or_dash(word.good), or_dash(word.figures), or_dash(word.improve))
        for word in retro.said
    )
    still = tuple(f"{clause.about} {clause.clause} 尚未做到" for clause in health.of(State.OPEN))
    return [
        Sheet(REPORT_TITLE, head, WORD_COLUMNS, words),
        Sheet("数据", (), FIGURE_COLUMNS, _figures(health), notes=still[:30]),
        Sheet("规则修改", (), RULE_COLUMNS, tuple(_rule(one) for one in retro.proposals)),
    ]


def _figures(health: Health) -> tuple[tuple[str, str], ...]:
    figures: Figures = health.figures
    notice, overrun = figures.notice_average, figures.overrun_average
    return (
        ("流程健康分", _share(health.score)),
        ("会议通知平均提前（工作日）", "-" if notice is None else f"{notice:g}"),
        ("会议平均超时（分钟）", "-" if overrun is None else str(overrun)),
        ("任务按期完成", _share(figures.tasks)),
        ("分歧按期解决", _share(figures.disputes)),
        ("省下的会（次）", str(figures.saved)),
    )


def _share(share: Share) -> str:
    return "-" if share.percent is None else f"{share.percent}%（{share.part}/{share.whole}）"


def _rule(proposal: ProposalView) -> tuple[str, ...]:
    return (
        or_dash("、".join(step.key for step in proposal.steps)),
        or_dash("、".join("停用" if step.new == "off" else str(step.new) for step in proposal.steps)),
        or_dash(proposal.reason),
        proposal.by.shown if proposal.by else "-",
        RESULTS[proposal.accepted],
    )


def _of_retro(session: Session, retro_id: int, suffix: str) -> File | None:
    retro = session.get(Retro, retro_id)
    if retro is None:
        return None
    project = session.get_one(Project, retro.project_id)
    calendar = calendar_of(session, session.get_one(Chat, project.home_chat_id))
    view = queries.view(session, retro)
    health = evidence.health(session, project, now=retro.closed_at or retro.closes_at)
    return as_file(report(view, health, calendar), REPORT_TITLE, project.name, suffix=suffix)


FILES: dict[str, Callable[[Session, int, str], File | None]] = {"retro": _of_retro}
"""A kind of file to what writes it: called with the session, the key and the suffix."""
