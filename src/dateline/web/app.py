"""The application: the pages and the API of one store."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from threading import Thread

from fastapi import Depends, FastAPI
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from dateline import __version__
from dateline.settings import load_settings
from dateline.store import Store
from dateline.web import api, assets, faults, pages
from dateline.web.asking import WhoAsks, person_here
from dateline.web.contexts.audit import Checker
from dateline.web.contexts.copies import Copies
from dateline.web.contexts.keeper import Keeper
from dateline.web.contexts.pairs import Pairs
from dateline.web.contexts.register import Register
from dateline.web.exports import Exports
from dateline.web.freshness import Freshness
from dateline.web.guard import Guard
from dateline.web.limits import Limits
from dateline.web.people.attempts import Attempts
from dateline.web.people.person import check_token
from dateline.web.people.sessions import Sessions
from dateline.web.shield import Shield
from dateline.web.uploads import Uploads
from dateline.web.veil.keeper import VeiledKeeper
from dateline.web.veil.register import VeiledRegister

DESCRIPTION = "What a store holds: reports, claims as they stand after review, and what is made of them."


def make_app(
    store_address: str | None = None,
    *,
    who_asks: WhoAsks = person_here,
    hosts: Iterable[str] = (),
    login: bool = False,
    fetch: bool | None = None,
) -> FastAPI:
    """The application of a store; raises StoreError where it cannot be opened.

    `who_asks` tells whose name stands under a decision where nobody logs in; `hosts` are the names under which the
    server may be asked beside those of this machine. With `login` nothing is shown but to the users of the store;
    `fetch` says whether addresses may be fetched, else the setting does.
    """
    store = Store.open(store_address)

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        Thread(target=app.state.register.now, daemon=True).start()  # a large store takes seconds to read
        yield
        app.state.uploads.close()
        app.state.exports.close()
        store.close()

    app = FastAPI(
        title="Dateline",
        version=__version__,
        description=DESCRIPTION,
        docs_url=None,  # those pages fetch their scripts from elsewhere
        redoc_url=None,
        lifespan=life,
        dependencies=[Depends(check_token)],
    )
    app.state.store = store
    app.state.register = Register(store)
    settings = load_settings(fetch=fetch)
    app.state.veiled = VeiledRegister(store, app.state.register, generalise=settings.generalise)
    app.state.sessions = Sessions()
    app.state.attempts = Attempts()
    app.state.login = login
    app.state.checker = Checker(store)
    app.state.uploads = Uploads(store, settings)
    app.state.exports = Exports(store)
    app.state.keeper = Keeper(store)
    app.state.veiled_keeper = VeiledKeeper(app.state.keeper)
    app.state.pairs = Pairs(store)
    app.state.copies = Copies(store)
    app.state.nav = pages.NAV
    for router in (*pages.ROUTERS, *api.ROUTERS):
        app.include_router(router)
    app.mount("/static", Files(directory=assets.STATIC))
    app.add_middleware(Limits)
    app.add_middleware(Freshness)
    app.add_middleware(Guard, store=store, sessions=app.state.sessions, login=login, who_here=who_asks)
    app.add_middleware(Shield, hosts=tuple(hosts))
    faults.install(app)
    return app


class Files(StaticFiles):
    """Our files: the address names their version, so that they never change under it."""

    def get_path(self, scope: Scope) -> str:
        """The path of a file, without the version before it."""
        return super().get_path(scope).partition("/")[2]

    def file_response(self, *args, **kwargs):  # type: ignore[no-untyped-def]  # as Starlette has it
        """A file that may be kept for good."""
        response = super().file_response(*args, **kwargs)
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
