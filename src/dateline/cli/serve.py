"""`dateline serve`: the web application of a store, on this machine."""

from __future__ import annotations

import contextlib
import importlib.util
import ipaddress
import socket
import ssl
import sys
import threading
import webbrowser
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dateline.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What was asked of `dateline serve`."""

    store: str | None
    host: str = "127.0.0.1"
    names: tuple[str, ...] = ()
    login: bool = False
    certificate: Path | None = None
    key: Path | None = None
    port: int = 8000
    browser: bool = True
    fetch: bool | None = None


def serve(request: Serving) -> int:
    """Serve until stopped; raises SettingsError where it cannot, StoreError where the store cannot be opened."""
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise SettingsError("the pages need FastAPI and uvicorn: pip install 'dateline[web]'")
    login = request.login or not all(is_loopback(name) for name in (request.host, *request.names))
    if login:
        _check_users(request)
    secure = _transport(request)
    import uvicorn

    from dateline.web.app import make_app
    from dateline.web.warming import warm

    listening = _listen(request.host, request.port)
    app = make_app(request.store, hosts=_answers_to(request), login=login, fetch=request.fetch)
    host, port = listening.getsockname()[:2]
    scheme = "https" if secure else "http"
    address = f"{scheme}://[{host}]:{port}/" if ":" in host else f"{scheme}://{host}:{port}/"
    if not is_loopback(request.host) and not secure:
        print(
            "dateline: passwords will pass unencrypted: give --certificate and --key, or put a proxy with https before",
            file=sys.stderr,
        )
    print(f"{address} (Ctrl-C stops it)", flush=True)
    if request.browser and sys.stdout.isatty():
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    warm(app)
    config = uvicorn.Config(app, log_level="warning", server_header=False, date_header=False, **secure)
    server = uvicorn.Server(config)
    server.run(sockets=[listening])
    return 0


def _check_users(request: Serving) -> None:
    """Nothing is shown beyond this machine but to users of the store; raises SettingsError where it has none."""
    from dateline.store import Store

    if importlib.util.find_spec("argon2") is None:
        raise SettingsError("users need argon2-cffi: pip install 'dateline[web]'")
    with Store.open(request.store) as store:
        if not store.users():
            raise SettingsError(
                f"--host {request.host}: others could ask, and the store has no users: "
                "`dateline user add NAME --role lead` makes one"
            )


def _answers_to(request: Serving) -> tuple[str, ...]:
    """The names under which the server may be asked; listening everywhere, it answers to this machine's names too."""
    if request.host not in ("0.0.0.0", "::"):  # nosec B104  # it is only compared
        return (request.host, *request.names)
    here = socket.gethostname()
    found = {here, socket.getfqdn()}
    with contextlib.suppress(OSError):
        found |= {str(one[4][0]).partition("%")[0] for one in socket.getaddrinfo(here, None)}
    return (*sorted(found), *request.names)


def _transport(request: Serving) -> dict[str, Any]:
    """What uvicorn needs for https; raises SettingsError where certificate and key do not fit."""
    if request.certificate is None and request.key is None:
        return {}
    if request.certificate is None or request.key is None:
        raise SettingsError("--certificate and --key: both are needed")
    try:
        ssl.create_default_context(ssl.Purpose.CLIENT_AUTH).load_cert_chain(request.certificate, request.key)
    except (OSError, ssl.SSLError) as error:
        raise SettingsError(f"--certificate {request.certificate}: {error.strerror or error}") from None
    return {"ssl_certfile": str(request.certificate), "ssl_keyfile": str(request.key)}


def is_loopback(host: str) -> bool:
    """Whether a name or an address is this machine's own, so that nobody else can ask."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
        listening.listen()
    except OSError as error:
        listening.close()
        raise SettingsError(f"--port {port}: {error.strerror}; another one is given by --port") from None
    return listening
