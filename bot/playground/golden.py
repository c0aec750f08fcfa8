"""The guide's own example, as its people play it: the first row of 表1 (product section 9)."""

from datetime import UTC, datetime

from bot.playground.cast import GROUP_ID, private_chat_of
from bot.playground.example import Fills, Presses, Says, Step
from bot.playground.golden_meeting import STEPS as MEETING_STEPS

STARTS_AT = datetime(2024, 5, 14, 2, 0, tzinfo=UTC)
"""Tuesday 2024-05-14 10:00 in Shanghai."""

REQUEST = """/需求 新产品上市推广
发起部门：市场部
协作目标：3个月内完成产品上市并达成50万销量
需协作部门：研发部、销售部、客服部
对接人：研发部、销售部、客服部
需求描述：研发部提供技术参数；销售部提交渠道铺货计划；客服部制定售后话术
期望完成时间：2024-06-30
备注：研发部人力紧张，需提前2周启动"""

_SAME_DECIDES = Presses(
    "wangfang",
    GROUP_ID,
    "新产品上市推广",
    "同对接人",
    "体检发现缺决策人，王芳一键请对接人兼任",
    optional=True,
)

NEED_STEPS: tuple[Step, ...] = (
    Says("wangfang", GROUP_ID, REQUEST, "市场部王芳在群里登记需求"),
    Fills(
        "wangfang",
        GROUP_ID,
        "请指定对接人",
        {"研发部对接人": "张伟", "销售部对接人": "李娜", "客服部对接人": "赵强"},
        "确定",
        "王芳指定各部门的对接人，会办会记住",
        optional=True,
    ),
    Presses(
        "wangfang",
        GROUP_ID,
        "新产品上市推广",
        "改 6月28日(周五)",
        "6月30日是周日，王芳一键改到周五",
        optional=True,
    ),
    _SAME_DECIDES,
    _SAME_DECIDES,
    _SAME_DECIDES,
    Fills(
        "zhangwei",
        private_chat_of("zhangwei"),
        "新产品上市推广",
        {
            "人力": "2 名开发，各 3 天",
            "潜在难点": "研发部人力紧张",
            "资源缺口": "缺 1 名测试",
            "解决方向": "借调销售部的测试同事一周",
        },
        "部分满足",
        "研发部张伟在私聊里答复：部分满足，并写明缺口",
    ),
    Fills(
        "lina",
        private_chat_of("lina"),
        "新产品上市推广",
        {"人力": "渠道经理 2 人", "时间": "6月14日前交渠道铺货计划"},
        "接受",
        "销售部李娜接受",
    ),
    Fills(
        "zhaoqiang",
        private_chat_of("zhaoqiang"),
        "新产品上市推广",
        {"人力": "客服主管 1 人", "时间": "6月20日前交售后话术"},
        "接受",
        "客服部赵强接受",
    ),
    Presses("wangfang", GROUP_ID, "新产品上市推广", "需求清单", "王芳查看协作需求清单和缺口"),
    Presses("wangfang", GROUP_ID, "新产品上市推广", "导出表1", "导出表1，可以直接归档"),
)
STEPS: tuple[Step, ...] = (*NEED_STEPS, *MEETING_STEPS)
"""The whole example."""
