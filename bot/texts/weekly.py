"""What is said about a week: an owner's update and the group's review."""

TEXTS: dict[str, str] = {
    "weekly.title": "本周进展：{count} 项任务",
    "weekly.none_title": "本周进展",
    "weekly.none": "你没有进行中的任务了，谢谢。",
    "weekly.intro": "每项点一下就好，周五汇总到群里。",
    "weekly.line": "T{number} {description} · {due} 到期 · {state}{told}",
    "weekly.told": " · 本周已更新",
    "weekly.doing": "进行中 {percent}%",
    "weekly.more": "还有 {count} 项，可在“我的任务”里更新。",
    "weekly.ask": "请更新本周进展：{count} 项任务",
    "weekly.open": "更新进展",
    "weekly.review": "本周进展汇总 · {day}起",
    "weekly.late": "已逾期 {count} 项",
    "weekly.on": "进行中 {count} 项",
    "weekly.done": "本周完成 {count} 项",
    "weekly.risks": "未解决的风险 {count} 项",
    "weekly.risk": "· {text}",
    "weekly.review_line": "T{number} {description} · {department} · {due} 到期 · {state}",
    "plan.weekly_ask": "{about}：请负责人更新本周进展",
    "plan.weekly_again": "{about}：再请未更新的人更新进展",
    "plan.weekly_digest": "{about}：群里发本周进展汇总",
}
