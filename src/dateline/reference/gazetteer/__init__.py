"""The gazetteer: an index of places by every name that news gives them."""

from dateline.reference.gazetteer.index import Gazetteer, Match
from dateline.reference.gazetteer.names import fold, skeleton
from dateline.reference.gazetteer.place import Place, distance_km

__all__ = ["Gazetteer", "Match", "Place", "distance_km", "fold", "skeleton"]
