"""A neutral card as data of a card template: the operator's own, or the preset one that needs no console work."""

from dataclasses import replace
from typing import Any, TypeAlias

from bot.cards.model import FLEETING, Button, ButtonStyle, Card
from bot.dingtalk.face import Face, face_of, joined
from bot.dingtalk.form_data import form_data
from bot.dingtalk.hints import hint_for
from bot.dingtalk.links import Asked, Linker, inside
from bot.dingtalk.values import OPEN_FORM, Carried, button_id
from bot.wire.shapes import dumps

Data: TypeAlias = dict[str, str]
"""`cardParamMap`: strings only, whatever they hold."""
PRESET = "382e4302-551d-4880-bf29-a30acfab2e71.schema"
"""A template that comes with the platform's SDK: title, Markdown, buttons that call back."""
MOST_BYTES = 3000
"""Of one value. One kilobyte is documented, far more is sent by others."""
FILL_IN = "填写"
OPEN_PAGE = "打开表单"
ASK_AGAIN = "打不开？换个链接"
_COLOURS: dict[ButtonStyle, str] = {"primary": "blue", "danger": "red", "default": "gray"}


class Renderer:
    """`template` is the operator's own template; without one the preset is used.

    `linker` None: the product has no public address, so nothing can be filled in on a web page.
    """

    def __init__(self, template: str, linker: Linker | None) -> None:
        self.template = template or PRESET
        self._own = bool(template)
        self._linker = linker

    def data(self, card: Card, viewer: Asked | None = None) -> Data:
        """Everything the template shows. `viewer`: the card stands in private, and this is whose page it has."""
        return self._data(face_of(card), viewer)

    def look(self, card: Card) -> str:
        """All that is seen of a card, without what changes by itself: links, and buttons that go after a while."""
        face = face_of(card)
        return dumps(
            self._data(replace(face, buttons=tuple(b for b in face.buttons if b.action not in FLEETING)))
        )

    def note(self, data: Data, words: str) -> Data:
        """The same data with a sentence above everything else: these cards have no toast."""
        if self._own:
            return data | {"status": words}
        return data | {"staticMsgContent": f"**{words}**  \n{data['staticMsgContent']}"}

    def title(self, words: str) -> Data:
        """A sentence alone, for a card whose content is not at hand."""
        return {"status": words} if self._own else {"msgTitle": words}

    def link(self, url: str) -> Data:
        """The buttons of a card whose form somebody asked for: it opens, and it can be asked for once more."""
        again = _press(Button(ASK_AGAIN, OPEN_FORM))
        return self._buttons([_link(OPEN_PAGE, "primary", url), again])

    def _data(self, face: Face, viewer: Asked | None = None) -> Data:
        return self._own_data(face, viewer) if self._own else self._preset_data(face, viewer)

    def _own_data(self, face: Face, viewer: Asked | None) -> Data:
        native = form_data(face.forms)
        extra = [] if native else self._form_buttons(face, viewer)
        lines = (*face.lines, *self._hints(face, extra)) if not native else face.lines
        return {
            "title": face.title,
            "content": joined(lines, "<br>", MOST_BYTES),
            "status": "",
            "last_message": face.summary,
            **self._buttons([*extra, *(_press(button) for button in face.buttons)]),
            "form": dumps(native or {"fields": []}),
            "form_status": "normal" if native else "disabled",
            "form_btn_text": "提交",
            "form_visible": "true" if native else "",
        }

    def _preset_data(self, face: Face, viewer: Asked | None) -> Data:
        extra = self._form_buttons(face, viewer)
        return {
            "flowStatus": "3",
            "msgTitle": face.title,
            "msgContent": "",
            "staticMsgContent": joined((*face.lines, *self._hints(face, extra)), "  \n", MOST_BYTES),
            **self._buttons([*extra, *(_press(button) for button in face.buttons)]),
        }

    def _buttons(self, buttons: list[dict[str, Any]]) -> Data:
        if not self._own:
            shown = {"order": ["msgTitle", "staticMsgContent", "msgButtons"], "msgButtons": buttons}
            return {"sys_full_json_obj": dumps(shown)}
        return {"btns": dumps([_own_button(button) for button in buttons])}

    def _form_buttons(self, face: Face, viewer: Asked | None) -> list[dict[str, Any]]:
        """The way to the web form: at once where one person sees the card, else for whoever presses."""
        if not face.forms or self._linker is None:
            return []
        if viewer is not None:
            return [_link(FILL_IN, "primary", self._linker(viewer))]
        return [_press(Button(FILL_IN, OPEN_FORM, style="primary"))]

    def _hints(self, face: Face, form_buttons: list[dict[str, Any]]) -> tuple[str, ...]:
        return () if form_buttons else tuple(dict.fromkeys(hint_for(form) for form in face.forms))


def _press(button: Button) -> dict[str, Any]:
    if button.url is not None:
        return _link(button.label, button.style, button.url)
    given = button_id(Carried(button.action, button.args))
    return {"text": button.label, "color": _COLOURS[button.style], "id": given, "request": True}


def _link(label: str, style: ButtonStyle, url: str) -> dict[str, Any]:
    address = inside(url)
    return {"text": label, "color": _COLOURS[style], "url": address, "iosUrl": address}


def _own_button(button: dict[str, Any]) -> dict[str, Any]:
    event: dict[str, Any] = (
        {"type": "openLink", "params": {"url": button["url"]}}
        if "url" in button
        else {"type": "sendCardRequest", "params": {"actionId": button["id"], "params": {}}}
    )
    return {"text": button["text"], "color": button["color"], "status": "normal", "event": event}
