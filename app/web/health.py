"""Whether the process lives, whether it is ready, and its figures."""

from collections.abc import Callable

from fastapi import APIRouter, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from bot.ports import Finding


def build_router(ready: Callable[[], tuple[Finding, ...]], count: Callable[[], None]) -> APIRouter:
    """`ready` looks at database, migrations and credentials; `count` brings the figures up to date. Both may block."""
    router = APIRouter()

    @router.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @router.get("/readyz")
    def readyz() -> JSONResponse:
        findings = ready()
        bad = [f"{finding.what}: {finding.effect}" for finding in findings if not finding.ok]
        return JSONResponse({"ready": not bad, "missing": bad}, status_code=503 if bad else 200)

    @router.get("/metrics")
    def metrics() -> Response:
        count()
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)

    return router
