"""表1 and 协作需求清单 of a need (S20, S71–S73, S81)."""

from app.documents.columns import REQUEST_COLUMNS, REQUEST_TITLE, items_cell, names_cell, or_dash
from app.documents.masking import NameStyle, contacts_cell, person_cell
from app.documents.tables import Sheet
from app.needs.models import SupportStatus
from app.needs.views import NeedView, SupportView

LIST_TITLE = "协作需求清单"
LIST_COLUMNS = (
    "序号",
    "协作部门",
    "支持事项",
    "对接人",
    "答复",
    "人力",
    "时间",
    "预算",
    "潜在难点与缺口",
    "解决方向",
)
ANSWERS: dict[SupportStatus, str] = {
    SupportStatus.WAITING: "待确认",
    SupportStatus.ACCEPTED: "接受",
    SupportStatus.PARTIAL: "部分满足",
    SupportStatus.HARD: "有困难",
}


def request_table(need: NeedView, style: NameStyle = "department") -> Sheet:
    """表1 with the guide's eight columns and one row; contacts are masked (S71, S81), or named as `style` wants it."""
    departments = [support.department for support in need.supports]
    row = (
        need.project,
        need.department,
        need.goal,
        names_cell(departments),
        contacts_cell(((support.department, support.contact) for support in need.supports), style),
        or_dash(need.description),
        need.due_on.isoformat(),
        or_dash(need.note),
    )
    return Sheet(REQUEST_TITLE, (), REQUEST_COLUMNS, (row,))


def need_list(need: NeedView, style: NameStyle = "department") -> Sheet:
    """《协作需求清单》: every department's item with its answer, its gap and the way to close it (S19, S20)."""
    head = (
        ("项目名称", need.project),
        ("发起部门", need.department),
        ("协作目标", need.goal),
        ("期望完成时间", need.due_on.isoformat()),
        ("本部门已具备", or_dash(need.own_resources)),
    )
    return Sheet(
        LIST_TITLE,
        head,
        LIST_COLUMNS,
        tuple(_line(n, s, style) for n, s in enumerate(need.supports, start=1)),
    )


def _line(number: int, support: SupportView, style: NameStyle) -> tuple[str, ...]:
    gap = items_cell(text for text in (support.difficulty, support.gap))
    return (
        str(number),
        support.department,
        or_dash(support.content),
        person_cell(support.contact, support.department, style),
        ANSWERS[support.status],
        or_dash(support.manpower),
        or_dash(support.time),
        or_dash(support.budget),
        gap,
        or_dash(support.direction),
    )
