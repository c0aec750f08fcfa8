"""自检 of the DingTalk side: what is set up, what is left of the month, and what does not work because of something."""

from dataclasses import dataclass

from bot.dingtalk.budget import ECONOMY_AT, WARN_AT, Budget, Kind
from bot.dingtalk.client import Client
from bot.dingtalk.directory import Directory
from bot.dingtalk.economy import STEPS
from bot.ports import Finding, Refused, SendError

SUBSCRIPTIONS = (
    "机器人消息接收模式与 HUIBAN_DINGTALK_TRANSPORT 一致；权限 qyapi_robot_sendmsg、Card.Instance.Write、"
    "qyapi_get_member、qyapi_get_department_list；通讯录权限范围含参与的部门；版本已发布"
)
_KINDS: dict[Kind, tuple[str, str]] = {
    "calls": ("钉钉本月接口调用", "用完后什么都发不出去"),
    "pushes": ("钉钉本月消息推送", "用完后收不到消息和按钮"),
}
_WHAT_COMES = (
    "到 90% 起卡片更新会变慢，到 97% 起群里只发当天期限，私信和提醒照发；用完后要等到下个月。"
    "可以请企业管理员升级钉钉版本，或减少会议和催办。"
)


@dataclass(frozen=True, slots=True)
class SetUp:
    """What of the settings matters here."""

    stream: bool
    public: bool
    events: bool
    template: bool
    published: bool | None
    """Whether people arrive with an id of our company; None while nobody has spoken."""
    cards_refused: str
    """Why the last card was not taken; empty when it was."""


def check(client: Client, directory: Directory, budget: Budget, setup: SetUp) -> list[Finding]:
    """Every line an operator has to know. Never raises."""
    findings = _settings(setup)
    budget.settle()
    findings.extend(_month(budget, kind) for kind in _KINDS)
    try:
        client.check_token()
    except SendError as error:
        return [*findings, Finding(ok=False, what="钉钉凭证", effect=_no_token(error))]
    findings.append(Finding(ok=True, what="钉钉凭证"))
    findings.append(_contacts(directory))
    findings.append(Finding(ok=True, what="钉钉后台（无法代查）", effect=f"请确认：{SUBSCRIPTIONS}"))
    return findings


def warning(budget: Budget) -> str:
    """For the chats' admins: what runs out, and what becomes of it. Empty below the mark."""
    counted = [
        f"{_KINDS[kind][0]}已用 {budget.used(kind)}/{budget.allowed[kind]} 次"
        for kind in _KINDS
        if budget.share(kind) >= WARN_AT
    ]
    return f"{'，'.join(counted)}（只计会办自己的）。{_WHAT_COMES}" if counted else ""


def _settings(setup: SetUp) -> list[Finding]:
    findings = []
    if not setup.public:
        effect = "卡片里的表单打不开，只能发文字；请设置 HUIBAN_PUBLIC_URL"
        findings.append(Finding(ok=False, what="钉钉网页表单", effect=effect))
    if not setup.stream and not setup.public:
        effect = "卡片按钮的回调地址无法登记，按钮没有反应；请设置 HUIBAN_PUBLIC_URL 或改用 stream"
        findings.append(Finding(ok=False, what="钉钉卡片按钮", effect=effect))
    if not setup.stream and not setup.template:
        effect = "预置卡片模板的按钮在 HTTP 回调下未经官方确认；按钮没有反应时请改用 stream 或配置自己的模板"
        findings.append(Finding(ok=True, what="钉钉卡片模板", effect=effect))
    if not setup.stream and not setup.events:
        effect = "群解散后仍会尝试发送；需要时请设置 HUIBAN_DINGTALK_AES_KEY 和 HUIBAN_DINGTALK_TOKEN"
        findings.append(Finding(ok=True, what="钉钉事件订阅（可选）", effect=effect))
    if setup.published is False:
        effect = "认不出发消息的人：请发布应用版本，并把他们放进可使用范围"
        findings.append(Finding(ok=False, what="钉钉应用发布", effect=effect))
    if setup.cards_refused:
        effect = (
            f"卡片发不出去（{setup.cards_refused}），暂时改发普通消息；请检查模板和 Card.Instance.Write 权限"
        )
        findings.append(Finding(ok=False, what="钉钉互动卡片", effect=effect))
    return findings


def _month(budget: Budget, kind: Kind) -> Finding:
    name, end = _KINDS[kind]
    used, allowed, share = budget.used(kind), budget.allowed[kind], budget.share(kind)
    if not allowed:
        return Finding(ok=True, what=name, effect=f"已用 {used} 次，不限")
    counted = f"已用 {used}/{allowed} 次（只计会办自己的）"
    if share >= ECONOMY_AT:
        saved = f"，{_saved(share)}" if kind == "calls" else ""
        return Finding(ok=False, what=name, effect=f"{counted}{saved}；{end}，请升级或减少使用")
    if share >= WARN_AT:
        return Finding(ok=False, what=name, effect=f"{counted}，快用完了；{end}")
    return Finding(ok=True, what=name, effect=counted)


def _saved(share: float) -> str:
    """What is done without by now."""
    step = next(step for step in STEPS if share >= step.share)
    return step.told


def _no_token(error: SendError) -> str:
    if isinstance(error, Refused):
        return f"Client ID 或 Client Secret 不对，或应用已停用（{error}）：什么都发不出去"
    return f"暂时连不上钉钉（{error}）：消息会在恢复后补发"


def _contacts(directory: Directory) -> Finding:
    try:
        directory.check_people()
    except SendError as error:
        effect = f"读不到通讯录（{error}）：不知道成员的姓名和部门"
        return Finding(ok=False, what="钉钉通讯录", effect=effect)
    return Finding(ok=True, what="钉钉通讯录")
