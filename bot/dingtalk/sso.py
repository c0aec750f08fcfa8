"""Who opened a page of ours in DingTalk: its client gives the page a code, and we ask whose it is. Costs nothing of the
month."""

from bot.abilities import Visitor
from bot.dingtalk.calls import Call
from bot.dingtalk.client import Client
from bot.dingtalk.values import private_chat
from bot.ports import Refused
from bot.wire.shapes import part, text

SCRIPT = "https://g.alicdn.com/dingding/dingtalk-jsapi/3.1.0/dingtalk.open.js"
"""What gives a page the word with the client. Nothing else from elsewhere runs on a page of ours."""


def recognise(client: Client, code: str) -> Visitor:
    """Whose code it is: one of our company's, once. Raises `Busy` or `Refused`."""
    call = Call("POST", "/topapi/v2/user/getuserinfo", "oapi", body={"code": code}, metered=False)
    person = text(part(client.call(call), "result"), "userid")
    if not person:
        raise Refused("a code of nobody", "target")
    return Visitor(person, private_chat(person))
