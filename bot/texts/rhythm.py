"""What is said of a project's rhythm: how often it is told of, that it is urgent, its sync."""

TEXTS: dict[str, str] = {
    "plan.urgent_24": "{about}：24 小时后到期（紧急）",
    "plan.urgent_4": "{about}：4 小时后到期（紧急）",
    "plan.urgent_late_2": "{about}：已过期 2 小时（紧急）",
    "plan.urgent_late_4": "{about}：已过期 4 小时（紧急）",
    "plan.urgent_told": "{about}：告知发起人紧急任务过期",
    "plan.urgent_group": "{about}：列入群里的今日提醒（紧急）",
    "plan.urgent_decider": "{about}：请决策人协调紧急任务",
    "taskremind.urgent_told": "紧急：{department} {who} 负责的 T{number}“{description}”已过期 4 小时（{day} 18:00），请确认是否需要支持。",
    "taskremind.urgent_decider": "紧急：{who} 负责的 T{number}“{description}”已过期一天（{day}）。是否需要您协调资源？",
}
