"""The playground: a chat app in the browser, for trying everything without an account."""

from app.web.playground.router import build_router

__all__ = ["build_router"]
