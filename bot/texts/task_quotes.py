"""What is said when a message is to become a task."""

TEXTS: dict[str, str] = {
    "taskquote.make": "把这段话做成任务",
    "taskquote.title": "读不到那条消息",
    "taskquote.unreadable": "您回复的那条消息我读不到原文（可能是图片、文件，已被撤回，或者平台没有给会办读取的权限）。"
    "请把任务内容直接填在下面的表单里。",
}
