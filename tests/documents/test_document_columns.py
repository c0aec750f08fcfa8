"""The three tables keep the guide's words and its way of filling a cell."""

import pytest

from app.documents import columns


def test_the_columns_are_the_guides() -> None:
    assert " · ".join(columns.REQUEST_COLUMNS) == (
        "项目名称 · 发起部门 · 协作目标 · 需协作部门 · 各部门对接人 · "
        "需求描述（需支持的具体事项） · 期望完成时间 · 备注（如潜在风险）"
    )
    assert " · ".join(columns.AGENDA_HEAD) == "会议主题 · 时间（地点） · 参会人 · 会前准备"
    assert " · ".join(columns.AGENDA_COLUMNS) == "序号 · 议题名称 · 讨论内容 · 负责人 · 预计时长 · 输出成果"
    assert " · ".join(columns.TASK_HEAD) == "会议名称 · 日期"
    assert " · ".join(columns.TASK_COLUMNS) == (
        "任务描述 · 负责人 · 协作部门 · 截止时间 · 当前进度 · 产出物 · 风险与应对措施"
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (columns.names_cell(["研发部", "销售部"]), "研发部、销售部"),
        (columns.names_cell(["研发部", " "]), "研发部"),
        (columns.names_cell([]), "-"),
        (columns.items_cell(["提供参数", "提交计划"]), "提供参数；提交计划"),
        (columns.items_cell([""]), "-"),
        (columns.risk_cell("人力不足", "申请增加1名"), "人力不足→申请增加1名"),
        (columns.risk_cell("人力不足", ""), "人力不足"),
        (columns.risk_cell("", ""), "-"),
        (columns.deliverable_cell("清单", "V1.2"), "清单(V1.2)"),
        (columns.deliverable_cell("清单", ""), "清单"),
        (columns.deliverable_cell("", "V1.2"), "V1.2"),
        (columns.deliverable_cell(" ", ""), "-"),
        (columns.or_dash("  "), "-"),
    ],
)
def test_cells_are_filled_as_in_the_guide(written: str, expected: str) -> None:
    assert written == expected
