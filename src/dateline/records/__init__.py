"""What travels between the stages: frozen values that know nobody."""

from dateline.records.claims import Attribution, Claim, Coder, Codes, Note, Participant, Place, Source, Time
from dateline.records.coded import Coded
from dateline.records.figures import Figure, Period
from dateline.records.ids import claim_id, incident_id, report_id, sha256
from dateline.records.incidents import Feature, Fused, FusedFigure, Grade, Incident, Link, Membership, Settled
from dateline.records.mentions import (
    Mentions,
    PartyMention,
    PlaceCandidate,
    PlaceMention,
    QuantityMention,
    QuoteMention,
    TimeMention,
)
from dateline.records.reports import Dateline, Paragraph, ParagraphKind, Problem, Report
from dateline.records.spans import Span
from dateline.records.tellings import Telling

__all__ = [
    "Attribution",
    "Claim",
    "Coded",
    "Coder",
    "Codes",
    "Dateline",
    "Feature",
    "Figure",
    "Fused",
    "FusedFigure",
    "Grade",
    "Incident",
    "Link",
    "Membership",
    "Mentions",
    "Note",
    "Paragraph",
    "ParagraphKind",
    "Participant",
    "PartyMention",
    "Period",
    "Place",
    "PlaceCandidate",
    "PlaceMention",
    "Problem",
    "QuantityMention",
    "QuoteMention",
    "Report",
    "Settled",
    "Source",
    "Span",
    "Telling",
    "Time",
    "TimeMention",
    "claim_id",
    "incident_id",
    "report_id",
    "sha256",
]
