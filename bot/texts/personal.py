"""What is said about one's own data."""

TEXTS: dict[str, str] = {
    "data.open": "我的数据",
    "data.title": "我的数据",
    "data.what": "会办只保存你 @我、私聊我或在卡片上填写的内容，不读其他聊天，不存录音。",
    "data.export_hint": "导出：一个压缩包，含可读的表格和完整的 JSON，只发到你的私聊。",
    "data.export": "导出我的数据",
    "data.erase_hint": "匿名化：删除你的姓名、账号、部门、请假、草稿和私聊记录；已形成的决议、任务和纪要保留，署名改为“已匿名”。未完成的事会请发起人交接。不能撤销；之后再使用会按新成员重新开始。",
    "data.erase": "删除并匿名化",
    "data.sure": "确认匿名化？完成后不能恢复。",
    "data.sent_privately": "“我的数据”已发到你的私聊。",
    "what.erase": "匿名化其他人的数据",
    "toast.data_sent": "文件马上发到你的私聊",
    "toast.erased": "已匿名化，感谢使用",
}
