"""What is said together: a person's half-day."""

TEXTS: dict[str, str] = {
    "digest.title": "{count} 件事需要你留意",
    "digest.late": "补发：{count} 件事需要你留意",
    "digest.more": "还有：\n{lines}",
    "digest.answer": "答复",
    "digest.accept": "T{number}“{description}”还没有接受，截止 {day}",
    "digest.due": "T{number}“{description}”截止 {day}",
    "digest.agreed": "T{number}“{description}”的延期已同意，截止 {day}",
    "plan.delay_agreed": "{about}：告知负责人延期已同意",
    "digest.overdue": "T{number}“{description}”已逾期，原定 {day}",
    "digest.measure": "T{number}“{description}”的应对措施：{measure}（{at}）",
    "today.needs": "待确认",
    "today.need": "N{number} {project} · {count} 个部门待确认：{departments}",
    "digest.final": "M{number} {title} 的纪要已定稿",
    "digest.disputed": "M{number}：“{point}”的异议没有回复，已转为分歧，请在 {at} 前谈妥",
    "plan.minutes_final": "{about}：告知纪要已定稿",
    "plan.dispute_raised": "{about}：异议转为分歧，请双方谈妥",
    "digest.deputy": "代 {who} 收：{what}",
}
