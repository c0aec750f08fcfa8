"""The guide's three tables with its own sample rows."""

from app.documents import columns
from app.documents.tables import Sheet

REQUEST = Sheet(
    title=columns.REQUEST_TITLE,
    head=(),
    columns=columns.REQUEST_COLUMNS,
    rows=(
        (
            "新产品上市推广",
            "市场部",
            "3个月内完成产品上市并达成50万销量",
            columns.names_cell(["研发部", "销售部", "客服部"]),
            "研发部、销售部、客服部*",
            columns.items_cell(["研发部提供技术参数", "销售部提交渠道铺货计划", "客服部制定售后话术"]),
            "2024-06-30",
            "研发部人力紧张，需提前2周启动",
        ),
    ),
    notes=("导出时间：2024-05-14 10:00",),
)

AGENDA = Sheet(
    title=columns.AGENDA_TITLE,
    head=(
        ("会议主题", "新产品上市功能优先级评审会"),
        ("时间（地点）", "2024-05-20 14:00-15:30（线下：3号会议室）"),
        ("参会人", "市场部、研发部、销售部、产品部"),
        ("会前准备", "请各部门于5月19日前提交《功能需求清单》（含用户价值、开发周期预估）"),
    ),
    columns=columns.AGENDA_COLUMNS,
    rows=(
        (
            "1",
            "市场需求反馈与功能优先级梳理",
            "基于用户调研数据，明确核心功能需求\n决策标准：用户优先级",
            "市场部*",
            "20分钟",
            "核心功能清单(初稿)",
        ),
        ("2", "技术可行性评估", "评估各功能的开发难度与资源需求", "研发部*", "30分钟", "技术可行性报告"),
    ),
)

TASKS = Sheet(
    title=columns.TASK_TITLE,
    head=(("会议名称", "新产品上市功能优先级评审会"), ("日期", "2024-05-20")),
    columns=columns.TASK_COLUMNS,
    rows=(
        (
            "技术可行性报告细化",
            "研发部*",
            columns.names_cell([]),
            "2024-05-25",
            "未开始",
            columns.deliverable_cell("技术可行性报告", "V2.0"),
            columns.risk_cell("人力不足", "申请增加1名开发工程师"),
        ),
    ),
)
