"""The tables as they are now, for queries; `migrations` makes them, and a test holds the two to each other."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Float, ForeignKey, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()

#: Which steps of `migrations` a store has taken.
steps = Table(
    "steps",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("at", Text, nullable=False),
)

#: The bytes that were read, under their SHA-256; never changed.
originals = Table(
    "originals",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("size", BigInteger, nullable=False),
    Column("packing", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
)

#: One text each; `record` is what its origins say of it together, `coded_as` the digest of what the coder read.
reports = Table(
    "reports",
    metadata,
    Column("id", Text, primary_key=True),
    Column("sha256", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("record", Text, nullable=False),
    Column("digest", Text, nullable=False),
    Column("title", Text),
    Column("publisher", Text),
    Column("published", Text),
    Column("added", Text, nullable=False),
    Column("coded_as", Text),
    Column("coder", Text),
)

#: Where and when a text was met: a report may have many origins.
origins = Table(
    "origins",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("original", Text, ForeignKey("originals.sha256"), nullable=False),
    Column("name", Text, nullable=False),
    Column("retrieved", Text, nullable=False),
    Column("record", Text, nullable=False),
)

#: What the coder wrote down, as the contract writes it; `digest` is of what the claim says.
claims = Table(
    "claims",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("event", Text, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("digest", Text, nullable=False),
    Column("record", Text, nullable=False),
)

#: The names by which a claim is found: its places and parties, folded.
claim_names = Table(
    "claim_names",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
)

#: The claims that people made by splitting others, each with the decision that made it.
parts = Table(
    "parts",
    metadata,
    Column("claim", Text, ForeignKey("claims.id"), primary_key=True),
    Column("decision", Text, nullable=False),
)

#: What went wrong, under the name of what it went wrong with.
problems = Table(
    "problems",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("report", Text),
    Column("step", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("at", Text, nullable=False),
)

#: What people decided; never changed, never deleted.
decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("record", Text, nullable=False),
)

#: The claims that a decision is about.
decided = Table(
    "decided",
    metadata,
    Column("decision", Text, ForeignKey("decisions.id"), nullable=False),
    Column("claim", Text, nullable=False),
)

#: Every change, each entry sealed with the hash of the one before it.
log = Table(
    "log",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Column("hash", Text, nullable=False),
)

#: Signatures under entries of the log, each for all before it; never changed.
signatures = Table(
    "signatures",
    metadata,
    Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("public", Text, nullable=False),
    Column("signature", Text, nullable=False),
)

#: Who may log in at the pages; `stamp` changes with the password, so that older logins end. The log tells each change.
users = Table(
    "users",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("password", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("at", Text, nullable=False),
)

#: What follows from the rest and is made anew when that changes; from here on nothing is logged.
#: Reports whose tellings are not those of their claims and decisions any more; `stamp` tells one marking from the next.
untold = Table(
    "untold",
    metadata,
    Column("report", Text, primary_key=True),
    Column("stamp", Text, nullable=False),
)

#: Decisions that the incidents do not heed yet.
unheeded = Table(
    "unheeded",
    metadata,
    Column("decision", Text, ForeignKey("decisions.id"), primary_key=True),
)

#: What each report tells of a happening; `incident` is null where it waits to be put together with others, `digest` is
#: that of the row and its blocks.
tellings = Table(
    "tellings",
    metadata,
    Column("id", Text, primary_key=True),
    Column("report", Text, ForeignKey("reports.id"), nullable=False),
    Column("incident", Text),
    Column("record", Text, nullable=False),
    Column("digest", Text, nullable=False),
)

#: The blocks in which a telling is compared: with all in it, or, where it is not `wide`, with the wide ones.
telling_blocks = Table(
    "telling_blocks",
    metadata,
    Column("block", Text, nullable=False),
    Column("wide", Integer, nullable=False),
    Column("telling", Text, ForeignKey("tellings.id"), nullable=False),
)

#: Incidents as they stand; the columns beside `record` are what lists are sorted and narrowed by, `digest` is that of
#: the row and of what is kept beside it.
incidents = Table(
    "incidents",
    metadata,
    Column("id", Text, primary_key=True),
    Column("event", Text, nullable=False),
    Column("start", Text),
    Column("end", Text),
    Column("status", Text, nullable=False),
    Column("grade", Text),
    Column("killed", Float),
    Column("reports", Integer, nullable=False),
    Column("origins", Integer, nullable=False),
    Column("weight", Float, nullable=False),
    Column("record", Text, nullable=False),
    Column("place", Text),
    Column("admin1", Text),
    Column("country", Text),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("precision", Integer),
    Column("radius_km", Float),
    Column("digest", Text, nullable=False),
)

#: The names by which an incident is found: its places and parties, folded.
incident_names = Table(
    "incident_names",
    metadata,
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
)

#: The figures of incidents that are no part of another one; `claim` set the best of them.
incident_figures = Table(
    "incident_figures",
    metadata,
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False),
    Column("measure", Text, nullable=False),
    Column("of", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("low", Float),
    Column("best", Float),
    Column("high", Float),
    Column("claim", Text),
)

#: Which claims have a part in which incident.
incident_claims = Table(
    "incident_claims",
    metadata,
    Column("incident", Text, ForeignKey("incidents.id"), nullable=False),
    Column("claim", Text, nullable=False),
    Column("role", Text, nullable=False),
)

#: By which rules the incidents were made.
fused_by = Table("fused_by", metadata, Column("rules", Text, primary_key=True))
