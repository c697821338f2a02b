"""`dateline serve`: the web application of a store, on this machine."""

from __future__ import annotations

import importlib.util
import ipaddress
import socket
import sys
import threading
import webbrowser
from dataclasses import dataclass

from dateline.errors import SettingsError


@dataclass(frozen=True, slots=True, kw_only=True)
class Serving:
    """What was asked of `dateline serve`."""

    store: str | None
    host: str = "127.0.0.1"
    port: int = 8000
    browser: bool = True


def serve(request: Serving) -> int:
    """Serve until stopped; raises SettingsError where it cannot, StoreError where the store cannot be opened."""
    if importlib.util.find_spec("fastapi") is None or importlib.util.find_spec("uvicorn") is None:
        raise SettingsError("the pages need FastAPI and uvicorn: pip install 'dateline[web]'")
    if not is_loopback(request.host):
        raise SettingsError(
            f"--host {request.host}: the pages have no users yet, so they are served on this machine alone (127.0.0.1)"
        )
    import uvicorn

    from dateline.web.app import make_app
    from dateline.web.warming import warm

    listening = _listen(request.host, request.port)
    app = make_app(request.store, hosts=(request.host,))
    host, port = listening.getsockname()[:2]
    address = f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"
    print(f"{address} (Ctrl-C stops it)", flush=True)
    if request.browser and sys.stdout.isatty():
        threading.Timer(0.5, webbrowser.open, (address,)).start()
    warm(app)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False, date_header=False))
    server.run(sockets=[listening])
    return 0


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
