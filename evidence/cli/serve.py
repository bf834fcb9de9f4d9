"""`evidence serve`: the workbench in the browser, for one person on this machine or for a team."""

import os
import socket
import threading
import webbrowser
from urllib.parse import urlsplit

import click

from evidence import store
from evidence.cli import Settings
from evidence.cli.common import author
from evidence.errors import EvidenceError, installing
from evidence.sources.proxies import proxies_of
from evidence.store.engine import keep_connections
from evidence.workflow import accounts
from evidence.workflow.seeding import ensure_vocabulary

HOME = "127.0.0.1"


class MissingWebError(EvidenceError):
    """The packages of the workbench are not installed."""

    def __init__(self) -> None:
        super().__init__(f"the workbench needs an extra; {installing('web')}")


class TeamNeedsServerError(EvidenceError):
    """A team was asked for on a file."""

    def __init__(self) -> None:
        super().__init__("--team needs PostgreSQL: evidence --db postgresql+psycopg://HOST/NAME serve --team")


class PortTakenError(EvidenceError):
    """Another program listens there."""

    def __init__(self, port: int, why: str) -> None:
        super().__init__(f"port {port} cannot be used ({why}): name another with --port, or 0 for any free one")


class BadOriginError(EvidenceError):
    """The address that people see is none."""

    def __init__(self, origin: str) -> None:
        super().__init__(
            f"'{origin}' is no address of a server: give scheme and host, such as https://audit.example.org"
        )


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8420, show_default=True, help="Port; 0 is any free one.")
@click.option("--team", is_flag=True, help="Accounts and roles, on PostgreSQL, behind a proxy that speaks HTTPS.")
@click.option("--origin", help="With --team: the address that people see, such as https://audit.example.org.")
@click.option("--no-browser", is_flag=True, help="Print the address and open nothing.")
@click.pass_obj
def serve(settings: Settings, *, port: int, team: bool, origin: str | None, no_browser: bool) -> None:
    """Open the workbench in the browser, on the database in use.

    Alone, it listens on this machine's loopback and lets in whoever opens the address it prints, once. With --team
    people log in; invite the first with `evidence team invite NAME --role owner`. It always listens on the loopback:
    a proxy on the same machine ends HTTPS, and passes the Host header on.

    Example: evidence serve
    """
    if team and store.database_url(settings.database).drivername == "sqlite":
        raise TeamNeedsServerError
    by = author(settings)
    store.upgrade(settings.database)
    with store.session(settings.database) as db:
        ensure_vocabulary(db, by)
        secret = None if team else accounts.start(db, settings.actor, by)
    with _listening(port) as listener:
        here = f"http://{HOME}:{listener.getsockname()[1]}"
        address = _origin(origin) if origin else here
        first = address if secret is None else f"{address}/start?key={secret}"
        click.echo(f"The workbench is at {first}\nStop it with Ctrl+C.", err=True)
        if not (no_browser or team):
            threading.Timer(0.8, webbrowser.open, [first]).start()
        _run(settings.database, address, listener, team=team)


def _origin(origin: str) -> str:
    parts = urlsplit(origin)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        raise BadOriginError(origin)
    return f"{parts.scheme}://{parts.netloc}"


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((HOME, port), backlog=128)
    except OSError as error:
        raise PortTakenError(port, os.strerror(error.errno or 0)) from error


def _run(database: str, origin: str, listener: socket.socket, *, team: bool) -> None:
    try:
        import uvicorn  # noqa: PLC0415  an extra

        from evidence.web.app import make_app  # noqa: PLC0415  an extra
        from evidence.web.setup import Setup  # noqa: PLC0415  an extra
    except ModuleNotFoundError as error:
        raise MissingWebError from error
    keep_connections(database)
    app = make_app(Setup(database=database, origin=origin, team=team, proxies=proxies_of(os.environ)))
    config = uvicorn.Config(app, log_level="warning", server_header=False, proxy_headers=False, lifespan="off")
    uvicorn.Server(config).run(sockets=[listener])
