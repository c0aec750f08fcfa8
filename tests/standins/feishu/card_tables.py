"""What card JSON 2.0 knows: tags, attributes, values. Everything else is refused."""

import json
import re
from pathlib import Path

DATA = Path(__file__).parents[2] / "data" / "feishu"
_LISTED: dict[str, list[str]] = json.loads((DATA / "card_v2_attributes.json").read_text())["attributes"]
ATTRIBUTES: dict[str, frozenset[str]] = {tag: frozenset(names) for tag, names in _LISTED.items()}
"""Attributes of each element, and of the card's own parts under a name with an underscore."""

_TEXT = {"tag", "element_id", "content", "i18n_content", "text_size", "text_color", "text_align", "lines"}
PARTS: dict[str, frozenset[str]] = {
    "plain_text": frozenset(_TEXT),
    "lark_md": frozenset({*_TEXT, "icon"}),
    "standard_icon": frozenset({"tag", "token", "color", "size"}),
    "custom_icon": frozenset({"tag", "img_key", "size"}),
    "text_tag": frozenset({"tag", "element_id", "text", "color"}),
    "callback": frozenset({"type", "value"}),
    "open_url": frozenset({"type", "default_url", "pc_url", "ios_url", "android_url"}),
    "confirm": frozenset({"title", "text"}),
    "option": frozenset({"text", "value", "icon"}),
    "panel_header": frozenset(
        {
            "title",
            "background_color",
            "vertical_align",
            "padding",
            "width",
            "position",
            "icon",
            "icon_position",
            "icon_expanded_angle",
        }
    ),
    "table_column": frozenset(
        {
            "name",
            "display_name",
            "data_type",
            "width",
            "horizontal_align",
            "vertical_align",
            "date_format",
            "format",
        }
    ),
    "table_header": frozenset({"text_align", "text_size", "background_style", "text_color", "bold", "lines"}),
}
"""Attributes of what stands inside elements."""

CONTAINERS = frozenset({"column_set", "form", "collapsible_panel", "interactive_container"})
ROOT_ONLY = frozenset({"form", "table"})
FORM_ONLY = frozenset({"multi_select_static", "multi_select_person"})
INPUTS = frozenset(
    {
        "input",
        "select_static",
        "multi_select_static",
        "select_person",
        "multi_select_person",
        "date_picker",
        "picker_datetime",
        "picker_time",
        "checker",
    }
)
INITIAL = {
    "date_picker": "initial_date",
    "picker_datetime": "initial_datetime",
    "picker_time": "initial_time",
}
MOMENTS = {
    "date_picker": re.compile(r"\d{4}-\d\d-\d\d"),
    "picker_datetime": re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d"),
    "picker_time": re.compile(r"\d\d:\d\d"),
}

_COLOURS = "neutral blue turquoise lime orange violet indigo wathet green yellow red purple carmine"
_TEMPLATES = "blue wathet turquoise green yellow orange red carmine violet purple indigo grey default"
TEMPLATES = frozenset(_TEMPLATES.split())
TAG_COLOURS = frozenset(_COLOURS.split())
_SIZES = (
    "heading-0 heading-1 heading-2 heading-3 heading-4 heading normal notation "
    "xxxx-large xxx-large xx-large x-large large medium small x-small"
)
_BUTTONS = "default primary danger text primary_text danger_text primary_filled danger_filled laser"
ENUMS: dict[tuple[str, str], frozenset[str]] = {
    ("_config", "width_mode"): frozenset({"default", "compact", "fill"}),
    ("_header", "template"): TEMPLATES,
    ("text_tag", "color"): TAG_COLOURS,
    ("button", "type"): frozenset(_BUTTONS.split()),
    ("button", "size"): frozenset({"tiny", "small", "medium", "large"}),
    ("button", "form_action_type"): frozenset({"submit", "reset"}),
    ("input", "input_type"): frozenset({"text", "multiline_text", "password"}),
    ("input", "label_position"): frozenset({"top", "left"}),
    ("column_set", "flex_mode"): frozenset({"none", "stretch", "flow", "bisect", "trisect"}),
    ("table", "row_height"): frozenset({"low", "middle", "high", "auto"}),
    ("table_column", "data_type"): frozenset(
        {"text", "options", "number", "persons", "date", "lark_md", "markdown"}
    ),
    ("chart", "aspect_ratio"): frozenset({"1:1", "2:1", "4:3", "16:9"}),
    **{(tag, "text_size"): frozenset(_SIZES.split()) for tag in ("markdown", "plain_text", "lark_md")},
    **{
        (tag, "text_align"): frozenset({"left", "center", "right"})
        for tag in ("markdown", "plain_text", "lark_md")
    },
}
"""Attributes with a closed set of values."""

ELEMENT_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,19}")
COLUMN_WIDTH = re.compile(r"auto|weighted|\d{1,3}px")
TABLE_WIDTH = re.compile(r"auto|\d{1,3}%|([89]\d|[1-5]\d\d|600)px")
_LENGTH = r"(-?\d{1,2}px|small|medium|large|extra_large)"
SPACING = re.compile(_LENGTH)
MARGIN = re.compile(rf"{_LENGTH}( {_LENGTH}| {_LENGTH} {_LENGTH} {_LENGTH})?")
