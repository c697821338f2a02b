"""What a site asks of programs that read it: its robots.txt, as RFC 9309 has it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote, unquote

#: More of the file is not read.
MOST_BYTES = 500_000
_KEPT = "/*$?&=:;,@!~+()'"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern of paths, and whether they may be read."""

    allowed: bool
    pattern: str


@dataclass(frozen=True, slots=True)
class Robots:
    """What is asked of one program: rules, and the seconds between two questions."""

    rules: tuple[Rule, ...] = ()
    delay: float = 0.0

    def allows(self, target: str) -> bool:
        """Whether a path with its query may be read: the longest pattern decides, and of equals the friendlier."""
        path = _normal(target)
        best = max(
            (rule for rule in self.rules if matches(rule.pattern, path)),
            key=lambda rule: (len(rule.pattern), rule.allowed),
            default=None,
        )
        return best is None or best.allowed


NOTHING_ASKED = Robots()
ALL_REFUSED = Robots((Rule(allowed=False, pattern="/"),))


def read_robots(data: bytes, agent: str) -> Robots:
    """What a robots.txt asks of a program: of it by name, else of all."""
    name = agent.partition("/")[0].lower()
    named: list[tuple[str, str]] = []
    others: list[tuple[str, str]] = []
    is_named = False
    for agents, fields in _groups(data[:MOST_BYTES].decode("utf-8", "replace")):
        if name in agents:
            is_named = True
            named += fields
        elif "*" in agents:
            others += fields
    return _robots(named if is_named else others)


def _groups(text: str) -> Iterator[tuple[set[str], list[tuple[str, str]]]]:
    """The groups of a file: the names of the programs, and what is asked of them."""
    agents: set[str] = set()
    fields: list[tuple[str, str]] = []
    for line in text.removeprefix("\ufeff").splitlines():
        key, colon, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if not colon:
            continue
        if key == "user-agent":
            if fields:
                yield agents, fields
                agents, fields = set(), []
            agents.add(value.partition("/")[0].strip().lower())
        elif agents and key in ("allow", "disallow", "crawl-delay"):
            fields.append((key, value))
    if agents:
        yield agents, fields


def _robots(fields: list[tuple[str, str]]) -> Robots:
    rules = tuple(Rule(key == "allow", _normal(value)) for key, value in fields if key != "crawl-delay" and value)
    delays = [float(value) for key, value in fields if key == "crawl-delay" and value.replace(".", "", 1).isdecimal()]
    return Robots(rules, max(delays, default=0.0))


def _normal(path: str) -> str:
    """A path with its letters written in one way, so that two spellings of one path are the same."""
    return quote(unquote(path, errors="surrogateescape"), safe=_KEPT, errors="surrogateescape")


def matches(pattern: str, path: str) -> bool:
    """Whether a path begins as a pattern says: `*` is any letters, a `$` at the end is the end.

    Each part is looked for from where the last one ended, so that no pattern takes long.
    """
    ends = pattern.endswith("$")
    first, *rest = pattern.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    place = len(first)
    if not rest:
        return not ends or place == len(path)
    for part in rest[:-1] if ends else rest:
        found = path.find(part, place)
        if found < 0:
            return False
        place = found + len(part)
    return not ends or (path.endswith(rest[-1]) and len(path) - len(rest[-1]) >= place)
