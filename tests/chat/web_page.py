"""A web page as somebody without scripts uses it."""

import re
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.chat.faces import Typed


class Page(HTMLParser):
    """A web page as somebody without scripts uses it: labelled inputs, buttons with values, and what can be read."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.inputs: dict[str, list[str]] = {}
        self.labels: dict[str, str] = {}
        self.options: dict[str, dict[str, str]] = {}
        self.buttons: dict[str, str] = {}
        self.words: list[str] = []
        self._label: str | None = None
        self._option: tuple[str, str] | None = None
        self._select = self._area = self._button = ""
        self._ids: dict[str, str] = {}
        self._legend: str | None = None
        self._in_legend = False
        self._asking = False
        self.feed(html)
        self.labels = {label: self._ids.get(name, name) for label, name in self.labels.items()}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if given.get("id") and name:
            self._ids[given["id"]] = name
        if tag == "details":
            self._asking = given.get("class") == "confirm"
        elif tag == "legend":
            self._in_legend = True
        elif tag == "label" and "for" in given:
            self._label = given["for"]
        else:
            self._control(tag, name, given)

    def _control(self, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "input":
            self._input(given)
        elif tag == "select":
            self._select = name
            self.inputs.setdefault(name, [])
        elif tag == "option":
            self._option = (self._select, given.get("value", ""))
            if "selected" in given:
                self.inputs[self._select].append(given.get("value", ""))
        elif tag == "textarea":
            self._area = name
            self.inputs[name] = [""]
        elif tag == "button":
            self._button = given.get("value", "")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        elif tag == "legend":
            self._in_legend = False
        elif tag == "fieldset":
            self._legend = None
        elif tag == "details":
            self._asking = False
        elif tag == "label":
            self._label = None
        elif tag == "button":
            self._button = ""

    def handle_data(self, data: str) -> None:
        said = data.strip()
        if self._area:
            self.inputs[self._area] = [data.removeprefix("\n")]
        if not said:
            return
        self.words.append(said)
        if self._option is not None:
            self.options.setdefault(self._option[0], {})[said] = self._option[1]
            self._option = None
        elif self._in_legend and said != "*":
            self._legend = said
        elif self._label is not None and said != "*":
            self.labels[said] = self._label
        elif self._button:
            self.buttons.setdefault(said.removeprefix("确定") if self._asking else said, self._button)

    def _input(self, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if given.get("type") in {"checkbox", "radio"}:
            self.inputs.setdefault(name, [])
            if self._legend is not None:
                self.labels[self._legend] = name
                self._option = (name, given.get("value", ""))
            if "checked" in given:
                self.inputs[name].append(given.get("value", "on"))
        else:
            self.inputs[name] = [given.get("value", "")]

    def fill(self, label: str, value: Typed) -> None:
        """Type or choose; a person by their name."""
        assert label in self.labels, (
            f"no field 「{label}」; there are: {list(self.labels)}; it says: {self.words}"
        )
        name = self.labels[label]
        typed = [value] if isinstance(value, str) else value if isinstance(value, list) else ["on"] * value
        options = self.options.get(name, {})
        self.inputs[name] = [
            next((given for shown, given in options.items() if re.split("（", shown)[0] == one), one)
            for one in typed
        ]

    def send(self, button: str) -> bytes:
        """What the browser posts when this button is pressed."""
        if button not in self.buttons:
            button = f"确定{button}"  # one that is asked about first
        assert button in self.buttons, f"no button 「{button}」; there are: {list(self.buttons)}"
        pairs = [(name, value) for name, values in self.inputs.items() for value in values]
        return urlencode([*pairs, ("_press", self.buttons[button])]).encode()
