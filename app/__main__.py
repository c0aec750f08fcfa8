"""`huiban`, and `python -m app`: the command line, loaded without pauses."""

import gc

YOUNG = 20_000
"""Objects made before the young are looked through for garbage: an event makes dozens that are gone with its answer."""


def main() -> None:
    """The entry point.

    Loading makes two hundred thousand objects, and all but a thousand stay: they are set aside without a look for garbage
    among them, which takes a quarter of the start meanwhile and a seventh of it afterwards.
    """
    gc.disable()
    from app.cli import app  # noqa: PLC0415

    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
    gc.enable()
    app()


if __name__ == "__main__":
    main()
