"""`huiban`, and `python -m app`: the command line, loaded without pauses."""

import gc


def main() -> None:
    """The entry point.

    Loading makes a million objects that stay; looking for garbage among them meanwhile takes a quarter of the start.
    """
    gc.disable()
    from app.cli import app  # noqa: PLC0415

    gc.collect()
    gc.freeze()
    gc.enable()
    app()


if __name__ == "__main__":
    main()
