"""Those who may log in, as every page asks for one of them; read again only where the store has changed."""

from __future__ import annotations

from dateline.store import Store, User


class Known:
    """The users of one store by their names."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._seen: tuple[tuple[int, str], dict[str, User]] | None = None

    def user(self, name: str) -> User | None:
        """The user of exactly this name."""
        head = self._store.head()
        if self._seen is None or self._seen[0] != head:
            self._seen = head, {user.name: user for user in self._store.users()}
        return self._seen[1].get(name)
