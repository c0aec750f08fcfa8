"""What is said when a meeting is moved in words."""

TEXTS: dict[str, str] = {
    "meetmove.title": "改时间 · M{number} {title}",
    "meetmove.was": "原定",
    "meetmove.to": "改到",
    "meetmove.ask": "改到什么时候？",
    "meetmove.how": "也可以直接说，例如：M{number} 推迟半小时，或 M{number} 改到周五15:00",
    "meetmove.confirm": "确认改到 {at}",
    "meetmove.other": "改别的时间",
    "meetmove.day_off": "{day} 不是工作日",
    "meetmove.told": "确认后，会告诉已邀请的 {count} 位；提醒也跟着改。",
    "meetmove.draft": "会议还没发布，现在改不会打扰别人。",
    "meetmove.none": "会议还没有定时间，请点“改”填写。",
    "meetmove.past": "{at} 已经过去了，请换一个时间。",
    "toast.meeting_moved": "已改到 {at}",
    "toast.meeting_moved_since": "会议时间后来又改过，现在是 {at}。要改请重新说一次。",
}
