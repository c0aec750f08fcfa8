"""A form and its fields. Only an input has a label of its own; the others get a line above them."""

import re

from bot.cards.model import (
    LONGEST_INPUT,
    ChoiceField,
    DateField,
    Field,
    Form,
    Option,
    PersonField,
    TextField,
    ToggleField,
)
from bot.feishu.buttons import draw_buttons
from bot.feishu.marks import escape, is_person
from bot.feishu.pen import Json, Pen, plain_text
from bot.feishu.values import NONE_CHOSEN

NO_CHOICES = "没有可选项"
PLEASE_CHOOSE = "请选择"
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d")


def draw_form(form: Form, pen: Pen) -> Json:
    """Fields under one another, the buttons that send them below."""
    elements: list[Json] = []
    for field in form.fields:
        elements.extend(_draw_field(field, pen))
    elements.extend(draw_buttons(form.submits, pen, form=True))
    return {"tag": "form", "name": pen.name(form.name), "vertical_spacing": "8px", "elements": elements}


def _draw_field(field: Field, pen: Pen) -> list[Json]:
    match field:
        case TextField():
            return [_text(field, pen)]
        case ChoiceField():
            return [_label(field.label, required=field.required), _choice(field, pen)]
        case PersonField():
            return [_label(field.label, required=field.required), _person(field, pen)]
        case DateField():
            return [_label(field.label, required=field.required), _date(field, pen)]
        case ToggleField():
            name = pen.name(field.name)
            return [{"tag": "checker", "name": name, "checked": field.value, "text": plain_text(field.label)}]


def _label(label: str, *, required: bool) -> Json:
    star = " <font color='red'>&#42;</font>" if required else ""
    return {"tag": "markdown", "content": escape(label) + star}


def _text(field: TextField, pen: Pen) -> Json:
    longest = max(1, min(field.max_length, LONGEST_INPUT))
    drawn: Json = {
        "tag": "input",
        "name": pen.name(field.name),
        "label": plain_text(f"{field.label} *" if field.required else field.label),
        "label_position": "top",
        "required": field.required,
        "max_length": longest,
        "width": "fill",
    }
    if field.placeholder:
        drawn["placeholder"] = plain_text(field.placeholder)
    if field.value:
        drawn["default_value"] = field.value[:longest]
    if field.lines > 1:
        drawn |= {"input_type": "multiline_text", "rows": field.lines, "auto_resize": True, "max_rows": 8}
    return drawn


def _choice(field: ChoiceField, pen: Pen) -> Json:
    """An option's value is never empty on the wire, and never there twice."""
    options = {option.value or NONE_CHOSEN: option.label for option in field.options[: pen.thrift.choices]}
    if not options:
        return {"tag": "div", "text": {**plain_text(NO_CHOICES), "text_color": "grey"}}
    chosen = [value or NONE_CHOSEN for value in field.value]
    chosen = [value for value in chosen if value in options]
    drawn = _selection("select_static", field, pen)
    drawn["options"] = [{"text": plain_text(label), "value": value} for value, label in options.items()]
    return _with_chosen(drawn, chosen, many=field.many)


def _person(field: PersonField, pen: Pen) -> Json:
    """The platform's own picker where every id is one it knows, else a plain choice."""
    if not all(is_person(option.value) for option in field.options):
        given = tuple(Option(option.value, option.label) for option in field.options)
        choice = ChoiceField(
            field.name, field.label, given, field.value, field.placeholder, field.many, field.required
        )
        return _choice(choice, pen)
    offered = {option.value: None for option in field.options[: pen.thrift.choices]}
    chosen = [value for value in field.value if is_person(value) and (not offered or value in offered)]
    drawn = _selection("select_person", field, pen)
    if offered:
        drawn["options"] = [{"value": value} for value in offered]
    return _with_chosen(drawn, chosen if pen.people else [], many=field.many)


def _selection(tag: str, field: ChoiceField | PersonField, pen: Pen) -> Json:
    return {
        "tag": f"multi_{tag}" if field.many else tag,
        "name": pen.name(field.name),
        "required": field.required,
        "placeholder": plain_text(field.placeholder or PLEASE_CHOOSE),
        "width": "fill",
    }


def _with_chosen(drawn: Json, chosen: list[str], *, many: bool) -> Json:
    if many:
        drawn["selected_values"] = chosen
    elif chosen:
        drawn["initial_option"] = chosen[0]
    return drawn


def _date(field: DateField, pen: Pen) -> Json:
    drawn: Json = {
        "tag": "picker_datetime" if field.clock else "date_picker",
        "name": pen.name(field.name),
        "required": field.required,
        "placeholder": plain_text(field.placeholder or PLEASE_CHOOSE),
        "width": "fill",
    }
    if (_MOMENT if field.clock else _DATE).fullmatch(field.value):
        drawn["initial_datetime" if field.clock else "initial_date"] = field.value
    return drawn
