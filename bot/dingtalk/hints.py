"""What to type where a form cannot be opened. Keyed by the noun a form's buttons act on."""

from bot.cards.model import Form

_CONTACTS = "请 @会办 发送“部门 研发部 对接人 张伟”，部门和姓名换成实际的。"
_MEETING = "请 @会办 发送“M1 目标：确定上线功能优先级”，M1 换成会议编号；时间、议题、参会同样逐行写。"
_RECORD = "请 @会办 发送“记 决议 一期只做A和B”“记 任务 完成清单 5月22日”或“记 分歧 一期是否含C”。"
_LEAVE = "请 @会办 发送“我请假 5月23日到27日 由赵强代理”。"
_ABSENCE = "请 @会办 发送“M1 缺席 由刘洋代表”，M1 换成会议编号。"
_TASK = "请 @会办 发送“T1 进展 50%”“T1 完成”或“T1 延期 到5月31日 资源不足”，T1 换成任务编号。"
_HINTS = {
    "draft": "请 @会办 发送“需求 促销”，换行后逐行写“标签：内容”，例如“协作目标：达成50万销量”。",
    "need": _CONTACTS,
    "contacts": _CONTACTS,
    "department": _CONTACTS,
    "support": "请直接回复发起人，或请管理员为会办设置公网地址（HUIBAN_PUBLIC_URL）后在网页里填写。",
    "meeting": _MEETING,
    "meetwho": _MEETING,
    "criteria": _MEETING,
    "invite": _ABSENCE,
    "absence": _ABSENCE,
    "delegate": _ABSENCE,
    "live": _RECORD,
    "leave": _LEAVE,
    "minutes": "请 @会办 发送“纪要”，换行后逐行写内容。",
    "objection": "请 @会办 发送“M1 异议 结论2不准确”，M1 换成会议编号。",
    "task": _TASK,
    "mytask": _TASK,
    "risk": "请 @会办 发送“报风险 研发人力不足”。",
    "retro": "请 @会办 发送“复盘 做得好：按期上线”。",
    "term": "请 @会办 发送“术语 ROI：投入产出比”。",
}
_OTHERWISE = "这里的表单要在网页里填写，请管理员为会办设置公网地址（HUIBAN_PUBLIC_URL）。"


def hint_for(form: Form) -> str:
    """The sentence for this form."""
    noun = form.submits[0].action.partition(".")[0] if form.submits else ""
    return _HINTS.get(noun, _OTHERWISE)
