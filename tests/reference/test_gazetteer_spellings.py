"""Romanisations of eight languages, as wires and ministries write them, found inside their country and nowhere else."""

from __future__ import annotations

import pytest

from dateline.reference.gazetteer import Gazetteer, Match, distance_km

SPELLINGS = [
    ("Persian", "IRN", "Esfahan", 32.65, 51.67),
    ("Persian", "IRN", "Mashad", 36.3, 59.6),
    ("Persian", "IRN", "Kermanshah", 34.31, 47.06),
    ("Persian", "IRN", "Tabreez", 38.08, 46.29),
    ("Persian", "IRN", "Ahwaz", 31.32, 48.67),
    ("Persian", "IRN", "Sanandadj", 35.31, 46.99),
    ("Ukrainian", "UKR", "Kharkov", 49.98, 36.25),
    ("Ukrainian", "UKR", "Lugansk", 48.57, 39.3),
    ("Ukrainian", "UKR", "Nikolaev", 46.96, 32.0),
    ("Ukrainian", "UKR", "Zaporozhye", 47.83, 35.15),
    ("Ukrainian", "UKR", "Chernigov", 51.5, 31.3),
    ("Ukrainian", "UKR", "Artemovsk", 48.6, 38.0),
    ("Ukrainian", "UKR", "Vugledar", 47.78, 37.25),
    ("Ukrainian", "UKR", "Bahmut", 48.6, 38.0),
    ("Ukrainian", "UKR", "Avdeyevka", 48.14, 37.74),
    ("Ukrainian", "UKR", "Kupyansk", 49.71, 37.61),
    ("Russian", "RUS", "Grozniy", 43.32, 45.7),
    ("Russian", "RUS", "Vladikavkas", 43.02, 44.68),
    ("Russian", "RUS", "Mahachkala", 42.98, 47.5),
    ("Russian", "RUS", "Belgorad", 50.6, 36.58),
    ("Russian", "RUS", "Nazran'", 43.22, 44.77),
    ("Russian", "RUS", "Jekaterinburg", 56.85, 60.6),
    ("Burmese", "MMR", "Lashyo", 22.93, 97.75),
    ("Burmese", "MMR", "Loikow", 19.67, 97.21),
    ("Burmese", "MMR", "Myitkyinar", 25.38, 97.4),
    ("Burmese", "MMR", "Buthidoung", 20.87, 92.53),
    ("Burmese", "MMR", "Rangoon", 16.8, 96.15),
    ("Burmese", "MMR", "Pa-an", 16.89, 97.63),
    ("Burmese", "MMR", "Moulmein", 16.49, 97.63),
    ("Amharic", "ETH", "Mekele", 13.5, 39.47),
    ("Amharic", "ETH", "Makalle", 13.5, 39.47),
    ("Amharic", "ETH", "Gonder", 12.6, 37.46),
    ("Amharic", "ETH", "Adowa", 14.16, 38.9),
    ("Amharic", "ETH", "Axum", 14.12, 38.72),
    ("Amharic", "ETH", "Dessie", 11.13, 39.63),
    ("Amharic", "ETH", "Lalibala", 12.03, 39.05),
    ("Amharic", "ETH", "Bahirdar", 11.59, 37.39),
    ("Amharic", "ETH", "Adigrat", 14.28, 39.46),
    ("Hausa", "NGA", "Maidugari", 11.85, 13.16),
    ("Hausa", "NGA", "Gwoza", 11.08, 13.69),
    ("Hausa", "NGA", "Damatru", 11.75, 11.96),
    ("Hausa", "NGA", "Birnin-Gwari", 10.67, 6.54),
    ("Hausa", "NGA", "Zamfarah", 12.2, 6.25),
    ("Hausa", "NGA", "Dikwah", 12.03, 13.92),
    ("Hausa", "NGA", "Potiskoum", 11.7, 11.07),
    ("Hausa", "NGA", "Gusao", 12.17, 6.66),
    ("Pashto", "AFG", "Qandahar", 31.61, 65.7),
    ("Pashto", "AFG", "Kandehar", 31.61, 65.7),
    ("Pashto", "AFG", "Lashkargah", 31.58, 64.36),
    ("Pashto", "AFG", "Jalalabaad", 34.43, 70.45),
    ("Pashto", "AFG", "Konduz", 36.73, 68.86),
    ("Pashto", "AFG", "Ghazny", 33.55, 68.42),
    ("Pashto", "AFG", "Gardaiz", 33.6, 69.23),
    ("Pashto", "AFG", "Khowst", 33.34, 69.92),
    ("Arabic", "SYR", "Maaret al-Nouman", 35.64, 36.67),
    ("Arabic", "SYR", "Khan Sheikhoun", 35.44, 36.65),
    ("Arabic", "SYR", "Deir al-Zor", 35.34, 40.14),
    ("Arabic", "SYR", "Qamishly", 37.05, 41.22),
    ("Arabic", "SYR", "Hasakeh", 36.5, 40.75),
    ("Arabic", "SYR", "Tel Rifaat", 36.47, 37.1),
    ("Arabic", "YEM", "Hodeida", 14.8, 42.95),
    ("Arabic", "YEM", "Taez", 13.58, 44.02),
    ("Arabic", "YEM", "Mareb", 15.46, 45.33),
    ("Arabic", "YEM", "Saada", 16.94, 43.76),
    ("Arabic", "YEM", "Mukallah", 14.54, 49.12),
]
NEAR_KM = 80.0


def found(name: str, country: str) -> tuple[Match, ...]:
    """What the index has in a country: by name, else by another spelling, else by a letter's slip."""
    gazetteer = Gazetteer.open()
    known = tuple(match for match in gazetteer.find(name) if country in match.place.countries)
    return known or gazetteer.find_spelling(name, [country]) or gazetteer.find_slip(name, [country])


@pytest.mark.parametrize(("language", "country", "name", "latitude", "longitude"), SPELLINGS)
def test_a_romanisation_is_found_on_its_spot(
    language: str, country: str, name: str, latitude: float, longitude: float
) -> None:
    points = [match.place.point for match in found(name, country)[:3]]
    assert any(p is not None and distance_km(p, (latitude, longitude)) < NEAR_KM for p in points), language


@pytest.mark.parametrize("name", ["Vugledar", "Kandehar", "Loikow", "Hasakeh", "Damatru"])
def test_a_spelling_is_not_looked_for_in_a_country_without_other_scripts(name: str) -> None:
    assert Gazetteer.open().find_spelling(name, ["NOR", "USA"]) == ()


@pytest.mark.parametrize(("name", "country"), [("Xyzzyville", "SYR"), ("Washington", "AFG"), ("Bordeaux", "UKR")])
def test_no_match_is_an_answer(name: str, country: str) -> None:
    assert found(name, country) == ()
