"""What is said when something is looked for."""

TEXTS: dict[str, str] = {
    "search.title": "查“{words}”（{total}）",
    "search.field": "要查的词",
    "search.example": "查 用户活跃度",
    "search.none": "没有找到同时包含这些词的结论、任务、纪要、需求或术语。可以换一个更短的词再试。",
    "search.ask": "要查什么？",
    "search.placeholder": "例如：用户活跃度",
    "search.go": "查找",
    "search.again": "换个词",
    "search.here": "这里只查本群的内容；私聊我可以查你参与的全部内容。",
    "search.decision": "结论",
    "search.minutes": "纪要",
    "search.task": "任务",
    "search.need": "需求",
    "search.term": "术语",
    "search.open": "打开",
    "search.before": "上一页",
    "search.next": "下一页",
    "search.page": "第 {page} / {pages} 页",
    "search.unpublished": "会议 M{number} 的纪要还没有发布。",
    "what.search": "这次查询",
}
