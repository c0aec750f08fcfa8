"""自检 of the Feishu side: what is set up, and what does not work because something is not."""

from dataclasses import dataclass

from bot.feishu.client import Client
from bot.feishu.directory import Directory
from bot.feishu.errors import TOO_MANY_CONNECTIONS
from bot.feishu.longconn import LongConnection
from bot.ports import Busy, Finding, Refused, SendError
from bot.wire.shapes import text

ENABLED = 2
"""`activate_status` of an app that is published and switched on."""


@dataclass(frozen=True, slots=True)
class Need:
    """A permission: any one of these scopes gives it. `effect` is what does not work without."""

    any_of: tuple[str, ...]
    what: str
    effect: str


NEEDS = (
    Need(
        ("im:message", "im:message:send_as_bot", "im:message:send"),
        "发送消息",
        "卡片和提醒都发不出去",
    ),
    Need(
        ("im:message", "im:message:send_as_bot", "im:message:update"),
        "更新卡片",
        "卡片发出后不会再变",
    ),
    Need(
        ("im:message.group_at_msg:readonly", "im:message.group_at_msg", "im:message.group_msg"),
        "接收群里 @会办 的消息",
        "在群里 @会办 没有反应",
    ),
    Need(
        ("im:message.p2p_msg:readonly", "im:message.p2p_msg"),
        "接收单聊消息",
        "单聊会办没有反应",
    ),
    Need(("im:resource", "im:resource:upload"), "上传文件", "导出的表格和文档发不出去"),
    Need(
        ("im:message", "im:message:send_as_bot", "im:message.pins:write_only"),
        "置顶消息",
        "卡片不会被置顶",
    ),
    Need(
        ("im:chat.members:read", "im:chat:readonly", "im:chat"),
        "读取群成员",
        "按姓名找不到群里的人，只能 @ 或从表单里选",
    ),
    Need(
        ("im:chat.members:bot_access", "im:chat:readonly", "im:chat"),
        "接收进群和退群事件",
        "进群时不打招呼，被移出后仍会尝试发送",
    ),
    Need(("contact:contact.base:readonly",), "读取通讯录", "不知道成员的姓名和部门"),
    Need(("contact:user.base:readonly",), "读取成员姓名", "卡片里的姓名可能是空的"),
    Need(("contact:user.department:readonly",), "读取成员所在部门", "不会自动带出部门"),
    Need(
        ("contact:department.base:readonly", "contact:contact.base:readonly"),
        "读取部门名称",
        "不会自动带出部门",
    ),
)
"""What the product uses; docs/feishu.md lists the same for who sets it up."""
SUBSCRIPTIONS = (
    "事件 im.message.receive_v1、im.chat.member.bot.added_v1、im.chat.member.bot.deleted_v1、"
    "im.chat.disbanded_v1，回调 card.action.trigger；"
    "可选：事件 contact.user.deleted_v3（有人离职时自动请发起人交接，没有它就由管理员发“部门”登记离职）"
)


def check(client: Client, directory: Directory) -> list[Finding]:
    """What an operator has to know about the app. Never raises."""
    try:
        client.check_token()
    except SendError as error:
        return [Finding(ok=False, what="飞书凭证", effect=_no_token(error))]
    findings = [Finding(ok=True, what="飞书凭证"), _bot(directory)]
    findings.extend(_scopes(directory))
    findings.append(
        Finding(
            ok=True, what="飞书订阅（无法代查）", effect=f"请在开发者后台确认已添加并发布：{SUBSCRIPTIONS}"
        )
    )
    return findings


def secrets(*, encrypt_key: bool, token: bool) -> list[Finding]:
    """Whether what arrives at the address can be known to be Feishu's."""
    if not encrypt_key and not token:
        effect = "无法确认请求来自飞书，所有消息都会被拒绝；请设置 HUIBAN_FEISHU_ENCRYPT_KEY"
        return [Finding(ok=False, what="飞书加密策略", effect=effect)]
    if not encrypt_key:
        effect = "消息以明文传输，只靠 Verification Token 识别来源；建议设置 HUIBAN_FEISHU_ENCRYPT_KEY"
        return [Finding(ok=False, what="飞书 Encrypt Key", effect=effect)]
    if not token:
        effect = "只靠签名识别来源；建议同时设置 HUIBAN_FEISHU_VERIFICATION_TOKEN"
        return [Finding(ok=False, what="飞书 Verification Token", effect=effect)]
    return [Finding(ok=True, what="飞书加密策略")]


def link(connection: LongConnection) -> list[Finding]:
    """Whether events arrive over the long connection; where this process opens none, whether one could be."""
    what = "飞书长连接"
    if connection.is_open:
        return [Finding(ok=True, what=what)]
    refused = connection.refused
    trouble = connection.trouble
    if not refused:
        try:
            connection.ask()
        except Refused as refusal:
            refused = refusal.why
        except SendError as error:
            trouble = _why(error)
    if refused:
        effect = f"飞书拒绝建立长连接（{refused}），收不到消息和按钮；请核对 App ID、App Secret 和应用状态，然后重启会办"
    elif str(TOO_MANY_CONNECTIONS) in trouble:
        effect = "同一应用的长连接已满 50 个，收不到消息和按钮；请停掉多余的会办进程，之后会自动重连"
    elif trouble or connection.is_started:
        effect = f"长连接暂时断开（{trouble or '正在连接'}），会自动重连；断开期间的消息由飞书稍后补发"
    else:
        return [Finding(ok=True, what=f"{what}（可以建立）", effect="后台的订阅方式请选“长连接”")]
    return [Finding(ok=False, what=what, effect=effect)]


def _no_token(error: SendError) -> str:
    if isinstance(error, Refused):
        return f"App ID 或 App Secret 不对，或应用已停用（{error.why}）：什么都发不出去"
    return f"暂时连不上飞书（{_why(error)}）：消息会在恢复后补发"


def _bot(directory: Directory) -> Finding:
    try:
        bot = directory.bot()
    except SendError as error:
        effect = f"读不到机器人信息（{_why(error)}）：请添加“机器人”能力并发布版本"
        return Finding(ok=False, what="飞书机器人", effect=effect)
    if bot.get("activate_status") not in (ENABLED, None):
        effect = "应用还没有启用：请发布版本并由管理员启用，之前收不到也发不出消息"
        return Finding(ok=False, what="飞书机器人", effect=effect)
    return Finding(ok=True, what=f"飞书机器人「{text(bot, 'app_name') or '未命名'}」")


def _scopes(directory: Directory) -> list[Finding]:
    try:
        granted = directory.scopes()
    except SendError as error:
        effect = f"读不到权限列表（{_why(error)}），无法逐项检查"
        return [Finding(ok=False, what="飞书权限", effect=effect)]
    missing = [need for need in NEEDS if granted.isdisjoint(need.any_of)]
    if not missing:
        return [Finding(ok=True, what="飞书权限")]
    return [
        Finding(ok=False, what=f"飞书权限：{need.what}", effect=f"{need.effect}；请申请 {need.any_of[0]}")
        for need in missing
    ]


def _why(error: SendError) -> str:
    return error.why if isinstance(error, Busy | Refused) else str(error)
