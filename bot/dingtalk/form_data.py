"""A form as the form component of one's own template shows it. What that cannot show is left to the web page."""

from typing import Any

from bot.cards.model import ChoiceField, DateField, Field, Form, PersonField, TextField, ToggleField
from bot.dingtalk.parse_press import SUBMIT
from bot.dingtalk.values import Carried, button_id

HOW = "提交方式"


def form_data(forms: tuple[Form, ...]) -> dict[str, Any] | None:
    """The one form of a card; None if there is another number of them, or people to choose from whom we do not know.

    The component has one button. Which of ours is meant is a field: hidden, or where there are several, chosen.
    """
    if len(forms) != 1 or any(isinstance(one, PersonField) and not one.options for one in forms[0].fields):
        return None
    form = forms[0]
    ids = [(button_id(Carried(button.action, button.args)), button.label) for button in form.submits]
    fields = [_field(one) for one in form.fields]
    if len(ids) == 1:
        fields.append(
            {"name": SUBMIT, "label": HOW, "type": "TEXT", "hidden": True, "defaultValue": ids[0][0]}
        )
    else:
        options = [{"value": value, "text": label} for value, label in ids]
        fields.append({**_named(SUBMIT, HOW, required=True), "type": "SELECT", "options": options})
    return {"fields": fields}


def _field(given: Field) -> dict[str, Any]:
    match given:
        case TextField():
            drawn = {**_named(given.name, given.label, required=given.required), "defaultValue": given.value}
            drawn["placeholder"] = given.placeholder
            return drawn | {"type": "TEXT_AREA" if given.lines > 1 else "TEXT"}
        case DateField():
            drawn = {**_named(given.name, given.label, required=given.required), "defaultValue": given.value}
            return drawn | {"type": "DATETIME" if given.clock else "DATE"}
        case ToggleField():
            return {
                **_named(given.name, given.label, required=False),
                "type": "SWITCH",
                "defaultValue": given.value,
            }
        case ChoiceField() | PersonField():
            return _choice(given)


def _choice(given: ChoiceField | PersonField) -> dict[str, Any]:
    options = [{"value": option.value, "text": option.label} for option in given.options]
    chosen: object = list(given.value) if given.many else "".join(given.value[:1])
    return {
        **_named(given.name, given.label, required=given.required),
        "type": "MULTI_SELECT" if given.many else "SELECT",
        "options": options,
        "defaultValue": chosen,
    }


def _named(name: str, label: str, *, required: bool) -> dict[str, Any]:
    named: dict[str, Any] = {"name": name, "label": label, "required": required}
    return named | {"requiredMsg": f"请填写{label}"} if required else named
