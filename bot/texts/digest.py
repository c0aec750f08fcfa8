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
    "digest.deputy": "代 {who} 收：{what}",
}
