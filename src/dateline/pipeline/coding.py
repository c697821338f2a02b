"""The run: a report is parsed, its mentions found, its claims coded and fused into incidents."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

import dateline
from dateline.claims.extract import extract
from dateline.claims.naming import name_parties
from dateline.claims.publisher import conflict_country, publisher_party
from dateline.claims.screen import worth_parsing
from dateline.extractors.address import RULES, read_model_address
from dateline.incidents import fuse
from dateline.learning.confidence import CONFIDENCE, with_confidence
from dateline.learning.model import Model, read_model
from dateline.mentions.dates import find_dates
from dateline.mentions.parties import find_parties
from dateline.mentions.places import find_places
from dateline.mentions.quantities import find_quantities
from dateline.mentions.quotes import find_quotes, find_speeches
from dateline.nlp import Parser
from dateline.records import Coder, Mentions, Report
from dateline.records.coded import Coded
from dateline.reference.data_version import data_version
from dateline.reference.files import data_dir
from dateline.reference.gazetteer import Gazetteer
from dateline.settings import Settings
from dateline.text.language import check_language

if TYPE_CHECKING:
    from dateline.extractors.model import Extractor


class Pipeline:
    """The coder with its parser and data, loaded when first needed.

    Raises ParserError or DataError where the language model or a data file is missing or malformed.
    """

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()

    @cached_property
    def _parser(self) -> Parser:
        return Parser(self.settings.pipeline, worth_parsing=worth_parsing if self.settings.screen else None)

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer.open()

    @cached_property
    def _model(self) -> Model:
        return read_model(self.settings.reranker or data_dir() / CONFIDENCE)

    @cached_property
    def coder(self) -> Coder:
        """What is noted in each claim: the versions of program, model and data."""
        if self.settings.extractor != RULES:
            return self.extractor.coder
        return Coder(name="dateline", version=dateline.__version__, model=self._parser.model, data=data_version())

    def code(self, report: Report) -> Coded:
        """One report coded; raises LanguageError where it is in a language that is not read."""
        coded = self.extract(report)
        profile, counting = self.settings.profile, self.settings.counting
        incidents = fuse(coded.claims, reports={report.id: report}, profile=profile, counting=counting)
        return replace(coded, incidents=tuple(incidents))

    def extract(self, report: Report) -> Coded:
        """The claims of one report and what was found in its text, not yet fused; raises LanguageError as `code`."""
        if self.settings.extractor != RULES:
            return Coded(report=report, claims=tuple(self.extractor.claims(report)))
        check_language(report)
        parsed = self._parser.parse(report)
        places = find_places(parsed, self._gazetteer)
        times = find_dates(parsed, places=places)
        parties = find_parties(parsed, places)
        quantities = find_quantities(parsed)
        speeches = find_speeches(parsed)
        publisher = publisher_party(report)
        mentions = Mentions(
            places=tuple(places),
            times=tuple(times),
            quotes=tuple(find_quotes(parsed, speeches)),
            parties=name_parties(parsed, parties, places, publisher),
            quantities=tuple(quantities),
        )
        claims = with_confidence(
            extract(
                parsed,
                mentions,
                speeches,
                coder=self.coder,
                profile=self.settings.profile,
                publisher=publisher,
                conflict_country=conflict_country(mentions),
            ),
            self._model,
        )
        return Coded(report=report, claims=tuple(claims), mentions=mentions)

    @cached_property
    def extractor(self) -> Extractor:
        """The language model that codes in place of the rules; raises SettingsError where its settings are wrong."""
        from dateline.extractors.asking import Server
        from dateline.extractors.model import Extractor, read_languages

        settings = self.settings
        server = Server(read_model_address(settings.extractor), settings.extractor_seconds)
        languages = read_languages(settings.extractor_languages)
        coder = Coder(
            name="dateline extractor",
            version=dateline.__version__,
            model=server.address.name,
            data=data_version(),
        )
        return Extractor(server, languages, self._gazetteer, coder, settings.profile)

    def code_all(self, reports: Iterable[Report]) -> Iterator[Coded]:
        """Reports coded one after the other."""
        for report in reports:
            yield self.code(report)
