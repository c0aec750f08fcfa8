"""The socket: HTTP on 127.0.0.1, one thread a connection, so that a slow or broken one hurts nobody else."""

import socket
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from socketserver import BaseServer, ThreadingTCPServer
from typing import Any

from tests.standins.feishu.exchange import Call, Reply
from tests.standins.feishu.routes import LOG_ID

Answer = Callable[[Call], Reply | None]


class _Server(ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 128

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.open: set[socket.socket] = set()
        super().__init__(("127.0.0.1", 0), _Connection)


class _Connection(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True
    server: BaseServer

    def setup(self) -> None:
        super().setup()
        self._mine().open.add(self.connection)

    def finish(self) -> None:
        self._mine().open.discard(self.connection)
        super().finish()

    def _mine(self) -> _Server:
        assert isinstance(self.server, _Server)
        return self.server

    def handle_one_request(self) -> None:
        try:
            super().handle_one_request()
        except ConnectionError:
            self.close_connection = True

    def _serve(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        call = Call.read(self.command, self.path, dict(self.headers.items()), body)
        reply = self._mine().answer(call)
        if reply is None:
            self.close_connection = True
            return
        content = reply.content()
        self.send_response(reply.status)
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "Content-Length": str(len(content)),
            "X-Tt-Logid": LOG_ID,
            "X-Request-Id": "6b0f1c2d-3e4f-5a6b-7c8d-9e0f1a2b3c4d",
            **reply.headers,
        }
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = _serve  # noqa: N815

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing: what was asked is in `Standin.asked`."""


class Listener:
    """The server and its thread."""

    def __init__(self, answer: Answer) -> None:
        self._server = _Server(answer)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)
        self._thread.start()
        host, port = self._server.server_address[:2]
        self.base_url = f"http://{host!s}:{port}"

    def close(self) -> None:
        """Stop listening, cut every connection, and wait until all threads ended."""
        self._server.shutdown()
        for connection in list(self._server.open):
            connection.shutdown(socket.SHUT_RDWR)
        self._server.server_close()
        self._thread.join()
