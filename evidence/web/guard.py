"""Stand before every route: the host is ours, writes come from our own pages, bodies end, and no foreign code runs.

A page on another site can neither write through a person's browser (its Origin is not ours, and the session's cookie
is same-site strict) nor reach the workbench under another name (the Host is checked: DNS rebinding).
"""

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from evidence.web.setup import Setup

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
PRIVATE = "private, no-store"
"""Answers hold what one person may see: no cache keeps them."""


class Guard:
    """Wraps the application; what it refuses never reaches a route."""

    def __init__(self, app: ASGIApp, setup: Setup) -> None:
        self.app = app
        self.setup = setup

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse, or let through and add the headers to the answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                self._add_headers(MutableHeaders(scope=message))
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is not None:
            await refusal(scope, receive, send_guarded)
            return
        await self.app(scope, self._bounded(receive), send_guarded)

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        if headers.get("host") != self.setup.host:
            return PlainTextResponse(f"this is not {self.setup.origin}: open that address\n", 421)
        if method in SAFE:
            return None
        if not self._is_own(headers):
            return PlainTextResponse("a write must come from a page of this workbench or carry a token\n", 403)
        length = headers.get("content-length", "")
        if "transfer-encoding" in headers or (length and not length.isdecimal()):
            return PlainTextResponse("say how long the body is (Content-Length)\n", 411)
        if int(length or 0) > self.setup.max_upload:
            return PlainTextResponse(f"that is more than {self.setup.max_upload:,} bytes\n", 413)
        return None

    def _is_own(self, headers: Headers) -> bool:
        """Whether the request comes from our page; a program's token is no cookie, so no browser adds it by itself."""
        if headers.get("authorization", "").startswith("Bearer ") and "cookie" not in headers:
            return True
        origin = headers.get("origin")
        return origin == self.setup.origin if origin else headers.get("sec-fetch-site") == "same-origin"

    def _bounded(self, receive: Receive) -> Receive:
        """The body, cut off where it is longer than it may be, whatever its header said."""
        taken = 0

        async def receive_bounded() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            return message if taken <= self.setup.max_upload else {"type": "http.disconnect"}

        return receive_bounded

    def _add_headers(self, headers: MutableHeaders) -> None:
        for name, value in HEADERS.items():
            headers.setdefault(name, value)
        headers.setdefault("Cache-Control", PRIVATE)
        if self.setup.is_https:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000")
