"""Buttons: alone, in a row that wraps on a phone, and those that send a form."""

from collections.abc import Sequence

from bot.cards.model import Button, ButtonStyle
from bot.feishu.pen import Json, Pen, plain_text
from bot.feishu.values import Carried, to_name, to_value

_STYLES: dict[ButtonStyle, str] = {
    "default": "default",
    "primary": "primary_filled",
    "danger": "danger",
}


def draw_buttons(
    buttons: Sequence[Button], pen: Pen, *, form: bool = False, small: bool = False
) -> list[Json]:
    """One button as it is, several in columns that flow."""
    drawn = [draw_button(button, pen, form=form, small=small) for button in buttons]
    if len(drawn) < 2:
        return drawn
    columns = [{"tag": "column", "width": "auto", "elements": [button]} for button in drawn]
    return [{"tag": "column_set", "flex_mode": "flow", "horizontal_spacing": "8px", "columns": columns}]


def draw_button(button: Button, pen: Pen, *, form: bool, small: bool) -> Json:
    """A press of its action, or the opening of its page. In a form it sends the form and bears its action as name."""
    drawn: Json = {
        "tag": "button",
        "type": _STYLES[button.style],
        "size": "small" if small else "medium",
        "text": plain_text(button.label),
    }
    pen.buttons += 1
    carried = Carried(button.action, button.args, pen.private)
    if form:
        drawn["name"] = to_name(carried, pen.buttons)
    if button.url is not None:
        drawn["behaviors"] = [{"type": "open_url", "default_url": button.url}]
        return drawn
    if form:
        drawn["form_action_type"] = "submit"
    if button.confirm is not None:
        drawn["confirm"] = {"title": plain_text("请确认"), "text": plain_text(button.confirm)}
    drawn["behaviors"] = [{"type": "callback", "value": to_value(carried)}]
    return drawn
