"""The guide's three tables, word for word and in its order, and how their cells are written."""

from collections.abc import Iterable

REQUEST_TITLE = "表1：跨部门协作需求登记表"
REQUEST_COLUMNS = (
    "项目名称",
    "发起部门",
    "协作目标",
    "需协作部门",
    "各部门对接人",
    "需求描述（需支持的具体事项）",
    "期望完成时间",
    "备注（如潜在风险）",
)
"""S71: one row per project."""

AGENDA_TITLE = "表2：会议通知与议程表"
AGENDA_HEAD = ("会议主题", "时间（地点）", "参会人", "会前准备")
"""S74: the lines above the agenda."""
AGENDA_COLUMNS = ("序号", "议题名称", "讨论内容", "负责人", "预计时长", "输出成果")
"""S75: one row per topic; its criterion (S89) stands under 讨论内容."""

TASK_TITLE = "表3：会议决议与任务跟踪表"
TASK_HEAD = ("会议名称", "日期")
"""S76: the lines above the tasks."""
TASK_COLUMNS = ("任务描述", "负责人", "协作部门", "截止时间", "当前进度", "产出物", "风险与应对措施")
"""S77: one row per task."""


def or_dash(text: str) -> str:
    """An empty cell reads "-" (S78)."""
    return text.strip() or "-"


def names_cell(names: Iterable[str]) -> str:
    """Departments or people in one cell: 研发部、销售部 (S72); "-" for none."""
    return or_dash("、".join(name for name in names if name.strip()))


def items_cell(items: Iterable[str]) -> str:
    """Support items in one cell: 研发部提供技术参数；销售部提交铺货计划 (S72); "-" for none."""
    return or_dash("；".join(item for item in items if item.strip()))


def risk_cell(risk: str, countermeasure: str) -> str:
    """人力不足→申请增加1名开发 (S79); what is missing is left out, "-" for neither."""
    return or_dash("→".join(part for part in (risk.strip(), countermeasure.strip()) if part))


def deliverable_cell(name: str, version: str) -> str:
    """核心功能清单(V1.2), in the guide's own brackets (S80); no brackets without a version."""
    name, version = name.strip(), version.strip()
    return or_dash(f"{name}({version})" if name and version else name or version)
