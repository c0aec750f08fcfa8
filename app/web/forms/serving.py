"""What every page is served with, and how what is posted to one is read."""

from urllib.parse import parse_qs

from fastapi import HTTPException, Request
from fastapi.responses import HTMLResponse

from app.web.forms.values import Sent

LARGEST = 256 * 1024
"""Bytes of what a form sends."""


def safe(script: str = "") -> dict[str, str]:
    """Headers under which a page can be read and sent, and nothing else. With `script`, that one address and our own
    scripts run."""
    scripts = f" script-src 'self' {script};" if script else ""
    return {
        "content-security-policy": f"default-src 'none'; style-src 'self';{scripts} form-action 'self'; base-uri 'none'",
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cache-control": "no-store",
    }


def page(content: str, status: int = 200, *, script: str = "") -> HTMLResponse:
    """A page of ours."""
    return HTMLResponse(content, status, headers=safe(script))


async def read(request: Request) -> Sent:
    """What a form posted. Raises HTTPException when it is too much."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise HTTPException(413)
    try:
        return parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=1000)
    except ValueError:
        raise HTTPException(413) from None
