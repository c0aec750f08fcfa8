"""Why a card is turned down."""


class CardRefused(Exception):
    """A card the platform does not take. `sub_code` and the words appear in the answer's `msg`."""

    def __init__(self, sub_code: int, why: str, value: str = "") -> None:
        super().__init__(f"ErrCode: {sub_code}; ErrMsg: {why}; ErrorValue: {value}; ")
        self.sub_code = sub_code
        self.why = why
