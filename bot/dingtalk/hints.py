"""What to type where a form cannot be opened. Keyed by the noun a form's buttons act on."""

from bot.cards.model import Form

_HINTS = {
    "draft": "请 @会办 发送“需求”，换行后逐行写“标签：内容”，例如“协作目标：达成50万销量”。",
    "need": "请 @会办 发送“部门 研发部 对接人 @姓名 决策人 @姓名”。",
    "department": "请 @会办 发送“部门 研发部 对接人 @姓名 决策人 @姓名”。",
    "minutes": "请 @会办 发送“纪要”，换行后逐行写内容。",
    "task": "请 @会办 发送“任务 T1 进展 …”，T1 换成任务编号。",
}
_OTHERWISE = "这里的表单要在网页里填写，请管理员为会办设置公网地址（HUIBAN_PUBLIC_URL）。"


def hint_for(form: Form) -> str:
    """The sentence for this form."""
    noun = form.submits[0].action.partition(".")[0] if form.submits else ""
    return _HINTS.get(noun, _OTHERWISE)
