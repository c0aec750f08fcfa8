"""Who and where: bot info, people, departments, chats and their members, granted scopes."""

from typing import Any

from tests.standins.feishu.exchange import Call
from tests.standins.feishu.receivers import by_open_id, find_chat
from tests.standins.feishu.refusals import Refusal, bad_field
from tests.standins.feishu.site import EMPLOYEE_ID, GRANTED, NAME, USER_DEPARTMENT, Site
from tests.standins.feishu.world import Chat, Department, Person

MOST_USERS = 50
MOST_MEMBERS = 100


def user(site: Site, call: Call) -> dict[str, Any]:
    """GET contact/v3/users/:id. What a missing scope hides is absent, which is no error."""
    person = by_open_id(site, call.params["user_id"])
    if not person.visible:
        raise Refusal(41050)
    return {"user": _describe(site, person)}


def users(site: Site, call: Call) -> dict[str, Any]:
    """GET contact/v3/users/batch?user_ids=…&user_ids=…"""
    asked = call.query.get("user_ids", [])
    if not 0 < len(asked) <= MOST_USERS:
        raise bad_field("user_ids", f"must name 1 to {MOST_USERS} users")
    known = [site.world.people[i] for i in asked if i in site.world.people]
    return {"items": [_describe(site, person) for person in known if person.visible]}


def department(site: Site, call: Call) -> dict[str, Any]:
    """GET contact/v3/departments/:id (open_department_id)."""
    found = site.world.departments.get(call.params["department_id"])
    if found is None:
        raise bad_field("department_id", "is unknown")
    return {"department": _describe_department(site, found)}


def departments(site: Site, call: Call) -> dict[str, Any]:
    """GET contact/v3/departments/batch?department_ids=…"""
    asked = call.query.get("department_ids", [])
    if not 0 < len(asked) <= MOST_USERS:
        raise bad_field("department_ids", f"must name 1 to {MOST_USERS} departments")
    known = [site.world.departments[i] for i in asked if i in site.world.departments]
    return {"items": [_describe_department(site, found) for found in known]}


def chat(site: Site, call: Call) -> dict[str, Any]:
    """GET im/v1/chats/:chat_id."""
    found = _entered(site, call)
    owner = found.members[0] if found.members else ""
    return {
        "name": found.name,
        "description": "",
        "i18n_names": {"zh_cn": found.name, "en_us": "", "ja_jp": ""},
        "owner_id": owner,
        "owner_id_type": "open_id",
        "chat_mode": "p2p" if found.private else "group",
        "chat_type": "private",
        "chat_tag": "inner",
        "external": False,
        "tenant_key": found.tenant_key,
        "user_count": str(len(found.members)),
        "bot_count": "1",
        "chat_status": "normal",
    }


def members(site: Site, call: Call) -> dict[str, Any]:
    """GET im/v1/chats/:chat_id/members, page by page. Bots are not among them."""
    found = _entered(site, call)
    size = int(call.asked("page_size", "20"))
    if not 0 < size <= MOST_MEMBERS:
        raise bad_field("page_size", f"must be 1 to {MOST_MEMBERS}")
    start = int(call.asked("page_token", "0") or "0")
    page = found.members[start : start + size]
    more = start + size < len(found.members)
    people = [site.world.people[open_id] for open_id in page]
    return {
        "items": [
            {"member_id_type": "open_id", "member_id": p.open_id, "name": p.name, "tenant_key": p.tenant_key}
            for p in people
        ],
        "page_token": str(start + size) if more else "",
        "has_more": more,
        "member_total": len(found.members),
    }


def scopes(site: Site, call: Call) -> dict[str, Any]:
    """GET application/v6/scopes: what was applied for, and whether the tenant granted it (1) or not (2)."""
    names = sorted(GRANTED | site.scopes)
    return {
        "scopes": [
            {"scope_name": name, "scope_type": "tenant", "grant_status": 1 if name in site.scopes else 2}
            for name in names
        ]
    }


def _entered(site: Site, call: Call) -> Chat:
    found = find_chat(site, call.params["chat_id"])
    if found.dissolved:
        raise Refusal(232009)
    if not found.bot_in:
        raise Refusal(232011)
    return found


def _describe(site: Site, person: Person) -> dict[str, Any]:
    told: dict[str, Any] = {"union_id": person.union_id, "open_id": person.open_id}
    if NAME in site.scopes:
        told |= {"name": person.name, "en_name": ""}
    if USER_DEPARTMENT in site.scopes:
        told["department_ids"] = [person.department_id]
    if EMPLOYEE_ID in site.scopes:
        told["user_id"] = person.user_id
    told["status"] = {
        "is_frozen": False,
        "is_resigned": person.resigned,
        "is_activated": True,
        "is_exited": False,
        "is_unjoin": False,
    }
    return told


def _describe_department(site: Site, found: Department) -> dict[str, Any]:
    inside = sum(1 for person in site.world.people.values() if person.department_id == found.id)
    return {
        "name": found.name,
        "i18n_name": {"zh_cn": found.name, "en_us": "", "ja_jp": ""},
        "parent_department_id": "0",
        "department_id": found.id.removeprefix("od-")[:12],
        "open_department_id": found.id,
        "leader_user_id": found.leader,
        "member_count": inside,
        "status": {"is_deleted": False},
    }
