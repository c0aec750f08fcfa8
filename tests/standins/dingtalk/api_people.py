"""Tokens, contacts, groups, and the ticket of a Stream."""

from typing import Any

from tests.standins.dingtalk.api_robot import body_of, living_group
from tests.standins.dingtalk.refusals import Refusal, no_permission
from tests.standins.dingtalk.site import Site
from tests.standins.dingtalk.world import CORP
from tests.standins.feishu.exchange import Call


def token(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/oauth2/accessToken."""
    body = body_of(call, "appKey", "appSecret")
    if (body.get("appKey"), body.get("appSecret")) != (site.app.client_id, site.app.client_secret):
        raise Refusal("invalidClientIdOrSecret")
    return {"accessToken": site.issue(), "expireIn": 7200}


def user(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi topapi/v2/user/get."""
    if "qyapi_get_member" not in site.scopes:
        raise Refusal("60011")
    person = site.world.people.get(str(body_of(call, "userid", "language").get("userid")))
    if person is None:
        raise Refusal("60121")
    if person.hidden:
        raise Refusal("50002")
    number = site.world.department(person.department)
    result = {"userid": person.userid, "name": person.name, "dept_id_list": [number], "active": True}
    return {"errcode": 0, "errmsg": "ok", "result": result}


def user_of_code(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi topapi/v2/user/getuserinfo. A code is good once, for five minutes, and in its own company."""
    code = str(body_of(call, "code").get("code"))
    userid, corp, until = site.world.codes.pop(code, ("", "", site.clock.now()))
    if not userid or site.clock.now() > until:
        raise Refusal("40078")
    person = site.world.people.get(userid)
    if corp != CORP or person is None:
        raise Refusal("60121")
    result = {"userid": userid, "unionid": f"{userid}iEiE", "name": person.name, "sys": False, "sys_level": 0}
    return {"errcode": 0, "errmsg": "ok", "result": result}


def department(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi topapi/v2/department/get."""
    number = body_of(call, "dept_id", "language").get("dept_id")
    if number not in site.world.departments:
        raise Refusal("60003")
    result = {"dept_id": number, "name": site.world.departments[number], "parent_id": 1}
    return {"errcode": 0, "errmsg": "ok", "result": result}


def departments(site: Site, call: Call) -> dict[str, Any]:
    """POST oapi topapi/v2/department/listsub."""
    if "qyapi_get_department_list" not in site.scopes:
        raise Refusal("60011")
    body_of(call, "dept_id", "language")
    listed = [
        {"dept_id": number, "name": name, "parent_id": 1}
        for number, name in site.world.departments.items()
        if number != 1
    ]
    return {"errcode": 0, "errmsg": "ok", "result": listed}


def members(site: Site, call: Call) -> dict[str, Any]:
    """POST /v1.0/im/innerGroups/members/query: in the SDK only; mostly refused."""
    if not site.tells_members:
        raise no_permission("qyapi_chat_read")
    body = body_of(call, "openConversationId", "userId", "maxResults", "nextToken")
    group = site.world.groups[living_group(site, str(body.get("openConversationId")))]
    start = int(body.get("nextToken", 0))
    page = group.members[start : start + site.page]
    end = start + len(page)
    more = end < len(group.members)
    return {"userIds": page, "hasMore": more, "nextToken": str(end) if more else ""}
