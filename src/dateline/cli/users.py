"""`dateline user`: who may log in at the pages of a store."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated

import typer

from dateline.cli.store_commands import Where
from dateline.errors import SettingsError
from dateline.records.roles import Role

if TYPE_CHECKING:
    from dateline.store import Store, User

app = typer.Typer(help="Who may log in at the pages of a store.", no_args_is_help=True)
Name = Annotated[str, typer.Argument(metavar="NAME", help="The name that stands under their decisions.")]


@app.command()
def add(
    name: Name,
    store: Where = None,
    role: Annotated[Role, typer.Option(help="Each may do all that the one before may.")] = Role.READER,
) -> None:
    """Let someone in; the password is asked for, or is the first line of standard input."""
    from dateline.web.people import passwords

    with _opened(store) as opened:
        if opened.user(name) is not None:
            raise SettingsError(f"user {name!r}: is there already; `dateline user password` and `role` change them")
        user = passwords.made(name, role, _ask(passwords.checked))
        opened.put_user(user, by=_here())
        print(f"{user.name}: {user.role}")


@app.command("list")
def list_users(store: Where = None) -> None:
    """The users and their roles."""
    with _opened(store) as opened:
        users = opened.users()
    for user in users:
        print(f"{user.role:<9} {user.at[:10]}  {user.name}")
    if not users:
        print("no users: nobody can log in")


@app.command()
def remove(name: Name, store: Where = None) -> None:
    """Let someone in no more; what they decided stays under their name."""
    with _opened(store) as opened:
        if not opened.remove_user(name, by=_here()):
            raise SettingsError(f"user {name!r}: there is none of that name")
    print(f"{name}: removed")


@app.command()
def password(name: Name, store: Where = None) -> None:
    """Give someone a new password; whoever is logged in under the old one is out."""
    from dateline.web.people import passwords

    with _opened(store) as opened:
        user = _known(opened, name)
        opened.put_user(passwords.made(user.name, user.role, _ask(passwords.checked)), by=_here())
    print(f"{user.name}: the password is changed")


@app.command()
def role(name: Name, role: Annotated[Role, typer.Argument(help="The new role.")], store: Where = None) -> None:
    """Give someone another role."""
    with _opened(store) as opened:
        user = _known(opened, name)
        opened.put_user(replace(user, role=role), by=_here())
    print(f"{user.name}: {role}")


def _opened(where: str | None) -> Store:
    from dateline.store import Store  # late: `dateline --help` loads no database

    return Store.open(where)


def _known(store: Store, name: str) -> User:
    found = store.user(name)
    if found is None:
        raise SettingsError(f"user {name!r}: there is none of that name")
    return found


def _ask(check: Callable[[str], str]) -> str:
    """A password: from a terminal twice and unseen, else the first line of standard input."""
    if not sys.stdin.isatty():
        return check(sys.stdin.readline().rstrip("\r\n"))
    first = check(getpass.getpass("Password: "))
    if getpass.getpass("Once more: ") != first:
        raise SettingsError("the password: the two are not the same")
    return first


def _here() -> str:
    from dateline.web.people.here import person_here

    return person_here() if os.environ.get("DATELINE_USER") else f"{person_here()} (command line)"
