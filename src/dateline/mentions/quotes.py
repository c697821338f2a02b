"""Who says what: reporting words, their sources and the stretch of text that they answer for."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.nlp import Parsed, Sentence, Token
from dateline.nlp.syntax import conjuncts, governed_by, is_verbal, subjects
from dateline.records import ParagraphKind, QuoteMention
from dateline.reference.lexicons import reporting_words, words_of

FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
OPENING, CLOSING = '“"«', '”"»'
NAME_WORDS = 8  # a line that only names who speaks is no longer than this
TAIL_WORDS = 14  # a closing attribution is short: "…, residents said on Sunday by telephone from the town."
TELLING = frozenset({"tell", "inform", "brief"})  # these have a hearer for object
COLON = re.compile(r":\s*$")


@dataclass(frozen=True, slots=True, eq=False)
class Speech:
    """A reporting word, who says it and what they say.

    `content` are stretches of the report as offsets; `form` is before, after, according, passive, colon or
    quotation; `carried` marks content that the source's own sentence does not hold. No sources means that the
    text does not tell who speaks ("was reported to have", "reportedly").
    """

    sentence: Sentence
    cue: Token
    cue_end: Token
    sources: tuple[Token, ...]
    content: tuple[tuple[int, int], ...]
    form: str
    force: str
    stance: str
    carried: bool = False

    def covers(self, offset: int) -> bool:
        """Whether a character is part of what is said."""
        return any(start <= offset < end for start, end in self.content)


def width(speech: Speech) -> int:
    """How many characters a speech answers for: of two around a word the narrower one is nearer."""
    return sum(end - start for start, end in speech.content)


def find_speeches(parsed: Parsed) -> list[Speech]:
    """Every act of reporting in a report, in order; those of one sentence from the narrowest to the widest."""
    quotations = find_quotations(parsed)
    found: list[Speech] = []
    for sentence in parsed.sentences:
        if not sentence.parsed:
            continue
        mine = [speech for token in sentence.tokens if (speech := _speech(sentence, token)) is not None]
        found.extend(_without_echo(mine))
    found.extend(_carried(parsed, found, quotations))
    return sorted(found, key=lambda s: (s.sentence.index, s.cue.index))


def find_quotes(parsed: Parsed, speeches: list[Speech]) -> list[QuoteMention]:
    """The quotations of a report as the contract lists them, a row for each part."""
    rows = []
    for speech in speeches:
        cue = parsed.span(speech.cue.start, speech.cue_end.end)
        sources = sorted(speech.sources, key=lambda t: t.index)
        source = parsed.span(sources[0].start, sources[-1].end) if sources else None
        for start, end in speech.content:
            first, last = _trimmed(parsed.text, start, end)
            if first < last:
                direct = parsed.text[first] in OPENING or parsed.text[last - 1] in CLOSING
                rows.append(QuoteMention(content=parsed.span(first, last), cue=cue, source=source, direct=direct))
    return sorted(rows, key=lambda row: (row.content.start, row.content.end))


def find_quotations(parsed: Parsed) -> list[tuple[int, int]]:
    """Stretches between quotation marks, of some words at least; an unclosed one ends with its paragraph."""
    found: list[tuple[int, int]] = []
    for paragraph in parsed.report.paragraphs:
        text = parsed.text
        opened: int | None = None
        for at in range(paragraph.start, paragraph.end):
            char = text[at]
            if char not in OPENING + CLOSING:
                continue
            if opened is None and char in OPENING:
                opened = at
            elif opened is not None and char in CLOSING:
                if text[opened + 1 : at].count(" ") >= 3:
                    found.append((opened, at + 1))
                opened = None
        if opened is not None and text[opened + 1 : paragraph.end].count(" ") >= 3:
            found.append((opened, paragraph.end))
    return found


def _speech(sentence: Sentence, token: Token) -> Speech | None:
    if token.lower == "according":
        return _according(sentence, token)
    if token.lower in {"reportedly", "allegedly", "purportedly"}:
        stance = "unconfirmed" if token.lower == "reportedly" else "alleged"
        clause = token.head if is_verbal(token.head) else token
        content = _range_of(clause.subtree()) if is_verbal(clause) else (sentence.start, sentence.end)
        return Speech(sentence, token, token, (), (content,), "passive", "claims", stance)
    if token.lemma == "put" and any(t.dep == "dobj" and t.lemma in words_of("abstract_toll") for t in token.rights):
        counting = tuple(t for t in subjects(token) if t.index < token.index)
        rest = ((token.end, sentence.end),)
        return Speech(sentence, token, token, counting, rest, "before", "documents", "asserted") if counting else None
    if token.lemma == "make" and any(t.lemma in words_of("clear") for t in token.rights):
        return _leading(sentence, token, "documents", "asserted")
    word = reporting_words().get(token.lemma)
    if word is not None and token.tag == "NNS" and _closes(sentence, token):
        return _misread(sentence, token, word.force, word.stance)
    if word is not None and token.tag == "NNS" and _opens_that(sentence, token):
        named = sentence.tokens[token.index - sentence.tokens[0].index - 1]
        return Speech(sentence, token, token, (named,), ((token.end, sentence.end),), "before", word.force, word.stance)
    if token.pos == "NOUN" and token.lemma in words_of("speech_noun"):
        return _noun_cue(sentence, token)
    if word is None or not is_verbal(token) or token.dep in {"amod", "aux"}:
        return None
    if any(t.dep == "auxpass" for t in token.lefts):
        return _passive(sentence, token, word.force)
    if token.dep == "advcl" and any(t.lower == "as" and t.dep in {"mark", "advmod"} for t in token.lefts):
        return _aside(sentence, token, word.force, word.stance)
    tail = _tail(sentence, token)
    if tail is not None:
        sources, start = tail
        parts = [(sentence.start, start), (token.end, sentence.end)]
        said = tuple(part for part in parts if part[0] < part[1])
        return Speech(sentence, token, token, sources, said, "after", word.force, word.stance)
    inverted = _inverted(sentence, token)
    if inverted is not None:
        sources, end = inverted
        pieces = [(sentence.start, token.start)]
        if end is not None and end < sentence.end:
            pieces.append((end, sentence.end))
        return Speech(sentence, token, token, sources, tuple(pieces), "after", word.force, word.stance)
    return _leading(sentence, token, word.force, word.stance)


def _opens_that(sentence: Sentence, token: Token) -> bool:
    """ "The mission reports that …": after a name and before "that" the word is a verb, whatever the tagger says."""
    at = token.index - sentence.tokens[0].index
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    return at > 0 and sentence.tokens[at - 1].pos == "PROPN" and following is not None and following.lower == "that"


def _noun_cue(sentence: Sentence, token: Token) -> Speech | None:
    """ "The envoy's warning that …", "UN reports of …": whose words they are, and what hangs on the noun."""
    owners = [t for t in token.lefts if t.dep in {"poss", "compound", "nmod"} and t.pos in {"PROPN", "NOUN"}]
    false = token.dep == "nsubj" and _is_called_false(token.head)
    said = [t for t in token.rights if t.dep in {"acl", "ccomp"} and is_verbal(t)]
    said += [t for t in token.rights if t.dep == "prep" and t.lower == "of"] if token.tag == "NNS" else []
    if not (owners or false) or not said:
        return None
    content = tuple(_range_of(t.subtree()) for t in said)
    if false:
        return Speech(sentence, token, token, (), content, "passive", "denies", "denied")
    stance = "alleged" if token.lemma in {"allegation", "accusation", "claim"} else "asserted"
    return Speech(sentence, token, token, tuple(owners[-1:]), content, "before", "documents", stance)


def _is_called_false(verb: Token) -> bool:
    """ "… are not true", "… is a fabrication"."""
    said = [t for t in verb.rights if t.dep in {"acomp", "attr"}]
    negated = any(t.dep == "neg" for t in verb.lefts + verb.rights)
    return any(t.lemma in words_of("falsehood") or (negated and t.lemma in {"true", "correct"}) for t in said)


def _aside(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    """ "As the mission has said, …": the rest of the sentence is what is said."""
    sources = tuple(t for t in subjects(cue) if t.sentence is sentence)
    first, last = _range_of(cue.subtree())
    parts = tuple(part for part in ((sentence.start, first), (last, sentence.end)) if part[0] < part[1])
    return Speech(sentence, cue, cue, sources, parts, "after", force, stance) if sources and parts else None


def _closes(sentence: Sentence, token: Token) -> bool:
    """Whether only a full stop follows: "…, the agency estimates." is easily parsed as a noun."""
    return all(t.pos == "PUNCT" for t in sentence.tokens[token.index - sentence.tokens[0].index + 1 :])


def _misread(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    at = cue.index - sentence.tokens[0].index
    begin = at
    while begin > 0 and not _is_boundary(sentence.tokens[begin - 1]):
        begin -= 1
    chunk = sentence.tokens[begin:at]
    if begin == 0 or not chunk or len(chunk) > TAIL_WORDS or chunk[-1].pos not in {"PROPN", "NOUN"}:
        return None
    return Speech(sentence, cue, cue, (chunk[-1],), ((sentence.start, chunk[0].start),), "after", force, stance)


def _tail(sentence: Sentence, cue: Token) -> tuple[tuple[Token, ...], int] | None:
    """The sources of "…, witnesses and residents said on Sunday." and where they begin, or None."""
    tokens = sentence.tokens
    at = cue.index - tokens[0].index
    after = [t for t in tokens[at + 1 :] if t.pos not in {"PUNCT", "SPACE"}]
    if len(after) > TAIL_WORDS or any(t.tag in FINITE and t.dep not in {"relcl", "aux", "auxpass"} for t in after):
        return None
    told = any(t.dep == "dobj" for t in cue.rights) and cue.lemma not in TELLING
    if told or any(t.dep in {"ccomp", "xcomp"} and t.pos in {"VERB", "AUX"} for t in cue.rights):
        return None
    begin = at
    while begin > 0 and not _is_boundary(tokens[begin - 1]):
        begin -= 1
    chunk = [t for t in tokens[begin:at] if t.pos not in {"SPACE"}]
    if begin == 0:
        return None
    if not chunk or all(t.pos in {"ADV", "PUNCT", "AUX"} for t in chunk):
        own = [t for t in subjects(cue) if t.index < cue.index and t.sentence is sentence]
        if not own:
            return None
        first = min(t.index for t in own[0].subtree() if t.index <= own[0].index)
        start = tokens[max(0, first - tokens[0].index)]
        return (tuple(own), start.start) if start.index > tokens[0].index else None
    if any(t.tag in FINITE and t.dep not in {"aux", "auxpass", "relcl"} for t in chunk) or len(chunk) > 16:
        return None
    heads = _chunk_heads(chunk)
    return (tuple(heads), chunk[0].start) if heads else None


def _is_boundary(token: Token) -> bool:
    return (
        token.text in {",", ";", "–", "—", "--"}
        or token.text in OPENING + CLOSING
        or token.text in {"''", "``", "?", "!"}
    )


def _chunk_heads(chunk: list[Token]) -> list[Token]:
    """The nouns and pronouns of a run of words that hang on none of its other words, "and" apart."""
    inside = {t.index for t in chunk}
    tops = [
        t
        for t in chunk
        if t.pos in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}
        and (t.is_root or t.head.index not in inside or t.dep == "conj")
    ]
    heads = [t for t in tops if t.pos in {"NOUN", "PROPN", "PRON"}]
    kept: list[Token] = []
    for head in heads:
        if head.dep == "conj" and head.head.index in inside and head.head.pos not in {"NOUN", "PROPN", "PRON"}:
            continue
        if head.dep in {"pobj", "poss", "compound", "npadvmod"} and head.head.index in inside:
            continue
        kept.append(head)
    return kept


def _inverted(sentence: Sentence, cue: Token) -> tuple[tuple[Token, ...], int | None] | None:
    """The sources of "…," said the mayor, and where the attribution ends if speech goes on after it."""
    tokens = sentence.tokens
    at = cue.index - tokens[0].index
    before = [t for t in tokens[:at] if t.pos != "SPACE"]
    if any(t.dep in {"nsubj", "nsubjpass"} for t in cue.lefts):
        return None
    if not before or (before[-1].text not in CLOSING + ",'’" and before[-1].text not in {"''"}):
        return None
    own = [t for t in cue.rights if t.dep in {"nsubj", "nsubjpass"}]
    if not own:
        after = [
            t
            for t in tokens[at + 1 : at + 8]
            if t.pos in {"NOUN", "PROPN"} and (t.head is cue or t.dep in {"dobj", "nsubj", "ROOT", "appos"})
        ]
        if not after or (
            at + 1 < len(tokens)
            and tokens[at + 1].pos in {"SCONJ", "ADP", "PRON"}
            and tokens[at + 1].lower in {"that", "in", "on", "to", "it"}
        ):
            return None
        own = after[:1]
    reopened = next((t for t in tokens[at + 1 :] if t.text in OPENING and t.index > own[0].index), None)
    sources = tuple(t for t in conjuncts(own[0]) if t.pos in {"NOUN", "PROPN", "PRON"})
    return sources, None if reopened is None else reopened.start


def _leading(sentence: Sentence, cue: Token, force: str, stance: str) -> Speech | None:
    """ "The army said (that) …": the subject of the cue, and all that hangs on its right side."""
    sources = [t for t in subjects(cue) if t.sentence is sentence and t.index < cue.index]
    if force == "accuses":
        return _accusing(sentence, cue, sources, stance)
    if any(t.dep == "neg" for t in cue.lefts) and force == "neutral":
        stance = "unsaid"
    content_heads = [
        t
        for t in cue.rights
        if t.dep in {"ccomp", "xcomp", "advcl", "parataxis", "dep"} and t.pos in {"VERB", "AUX", "NOUN", "ADJ"}
    ]
    clausal = [t for t in content_heads if t.dep == "ccomp" or (t.dep == "xcomp" and t.tag == "VBG")]
    if not clausal and cue.dep == "ccomp" and not sources:
        return None
    colon = next((t for t in sentence.tokens if t.index > cue.index and t.text == ":"), None)
    objects = [t for t in cue.rights if t.dep in {"dobj", "oprd", "attr"}]
    quoted = any(t.text in OPENING for t in sentence.tokens if t.index > cue.index)
    if not (
        clausal
        or quoted
        or (colon is not None)
        or (objects and force in {"documents", "confirms", "claims", "neutral"})
    ):
        return None
    start = cue.end if not (colon and not clausal) else colon.end
    if any(t.lower == "as" and t.dep == "prep" for t in cue.rights):  # "quoted a doctor as saying"
        quoted_by = [t for t in cue.rights if t.dep == "dobj"]
        sources = quoted_by + sources
    end = sentence.end
    for child in cue.rights:
        own_subject = (
            child.dep == "conj" and is_verbal(child) and any(t.dep in {"nsubj", "nsubjpass"} for t in child.lefts)
        )
        if own_subject:
            end = min(end, min(t.start for t in child.subtree()))
    if start >= end:
        return None
    return Speech(sentence, cue, cue, tuple(sources), ((start, end),), "before", force, stance)


def _accusing(sentence: Sentence, cue: Token, sources: list[Token], stance: str) -> Speech | None:
    """ "The army accused the rebels of shelling the town": what stands after "of" or "for"."""
    charges = [t for t in cue.rights if t.dep == "prep" and t.lower in {"of", "for"}]
    charges += [
        p for t in cue.rights if t.dep == "dobj" for p in t.rights if p.dep == "prep" and p.lower in {"of", "for"}
    ]
    if not charges or not sources:
        return None
    start = min(t.start for t in charges)
    return Speech(sentence, cue, cue, tuple(sources), ((start, sentence.end),), "before", "accuses", stance)


def _passive(sentence: Sentence, cue: Token, force: str) -> Speech | None:
    """ "was reported to have …", "is believed to", "was quoted as saying": the source stands after "by", if at all."""
    agent = next((t for t in cue.rights if t.dep == "agent"), None)
    if agent is None and force not in {"neutral", "claims", "doubts", "fears", "quotes"}:
        return None
    if cue.lemma == "quote":
        said = next((t for t in cue.subtree() if t.lemma in {"say", "tell", "state"} and t.index > cue.index), None)
        speakers = tuple(subjects(cue))
        content = (said.end if said is not None else cue.end, sentence.end)
        return Speech(sentence, cue, cue, speakers, (content,), "before", "quotes", "asserted") if speakers else None
    if not any(t.dep in {"xcomp", "ccomp", "oprd"} for t in cue.rights):
        return None
    by = tuple(
        member for t in cue.rights if t.dep == "agent" for p in t.rights if p.dep == "pobj" for member in conjuncts(p)
    )
    stance = "asserted" if by else {"fears": "expected"}.get(force, "unconfirmed")
    return Speech(sentence, cue, cue, by, ((sentence.start, sentence.end),), "passive", force, stance)


def _according(sentence: Sentence, cue: Token) -> Speech | None:
    """ "…, according to the mayor": its clause, or the nearest one where another source leads the sentence."""
    to = next((t for t in cue.rights if t.lower == "to"), None)
    nouns = [] if to is None else [member for t in to.rights if t.dep == "pobj" for member in conjuncts(t)]
    if to is None or not nouns:
        return None
    if nouns[0].lemma in words_of("document"):
        authors = governed_by(nouns[0], frozenset({"by", "from", "of"})) + [
            t for t in nouns[0].lefts if t.dep == "poss"
        ]
        nouns = [t for t in authors if t.pos == "PROPN" or t.dep == "poss"] or nouns
    words = [t for t in cue.subtree() if t.index >= cue.index]
    first, last = cue.start, max(t.end for t in words)
    if cue.index - sentence.tokens[0].index <= 1:
        return Speech(sentence, cue, to, tuple(nouns), ((last, sentence.end),), "according", "neutral", "asserted")
    start = sentence.start
    rival = next(
        (
            t
            for t in sentence.tokens
            if t.index < cue.index and t.lemma in reporting_words() and is_verbal(t) and t.lower != "according"
        ),
        None,
    )
    if rival is not None:
        clauses = [
            t
            for t in sentence.tokens
            if rival.index < t.index < cue.index
            and is_verbal(t)
            and t.dep in {"relcl", "advcl", "conj", "ccomp"}
            and t.head is not rival
        ]
        if clauses:
            start = min(t.start for t in clauses[-1].subtree())
    pieces = [(start, first)]
    if last < sentence.end and rival is None:
        pieces.append((last, sentence.end))
    return Speech(sentence, cue, to, tuple(nouns), tuple(pieces), "according", "neutral", "asserted")


def _range_of(tokens: list[Token]) -> tuple[int, int]:
    return min(t.start for t in tokens), max(t.end for t in tokens)


def _without_echo(speeches: list[Speech]) -> list[Speech]:
    """Leave out a second "said" of one attribution ("said Mohamad, an activist from the area said")."""
    kept: list[Speech] = []
    for speech in speeches:
        if any(
            other.form == "after" and speech.form == "after" and abs(speech.cue.index - other.cue.index) < TAIL_WORDS
            for other in kept
        ):
            continue
        kept.append(speech)
    return kept


def _carried(parsed: Parsed, speeches: list[Speech], quotations: list[tuple[int, int]]) -> list[Speech]:
    """Speech that goes on past its own sentence: the rest of a quotation, and what stands after "said:"."""
    found: list[Speech] = []
    covered: set[int] = set()
    for speech in speeches:
        for start, end in quotations:
            touches = any(start < stop and begin < end for begin, stop in speech.content)
            if touches and (start < speech.sentence.start or end > speech.sentence.end):
                found.append(_continued(speech, start, end, "quotation"))
                covered.add(start)
    for speech in speeches:
        if not COLON.search(parsed.text[speech.cue.start : speech.sentence.end]):
            continue
        stop = _statement_end(parsed, speech, speeches, quotations)
        if stop is not None:
            found.append(_continued(speech, speech.sentence.end, stop, "colon"))
    for sentence in parsed.sentences:
        if (
            sentence.parsed
            and COLON.search(parsed.text[sentence.start : sentence.end])
            and not any(s.sentence is sentence for s in speeches + found)
        ):
            announced = _bare_colon(parsed, sentence, speeches, quotations)
            if announced is not None:
                found.append(announced)
    for start, end in quotations:
        if start not in covered and not any(s.covers(start + 1) for s in speeches + found):
            neighbour = _neighbour(parsed, speeches, start, end)
            if neighbour is not None:
                found.append(_continued(neighbour, start, end, "quotation"))
    return found


def _continued(speech: Speech, start: int, end: int, form: str) -> Speech:
    return Speech(
        speech.sentence,
        speech.cue,
        speech.cue_end,
        speech.sources,
        ((start, end),),
        form,
        speech.force,
        speech.stance,
        True,
    )


def _bare_colon(
    parsed: Parsed, sentence: Sentence, speeches: list[Speech], quotations: list[tuple[int, int]]
) -> Speech | None:
    """ "The minister said:" where the parser found no speech."""
    cue = next((t for t in reversed(sentence.tokens) if t.lemma in reporting_words() or t.lemma == "statement"), None)
    if cue is None and len(sentence.tokens) > NAME_WORDS:
        return None
    if cue is None:  # "SECRETARY KERRY:" opens what he says
        named = [t for t in sentence.tokens if t.entity == "PERSON" or (t.text.isupper() and t.text.isalpha())]
        if not named or sentence.start != parsed.paragraph(sentence).start:
            return None
        speech = Speech(sentence, named[-1], named[-1], (named[-1],), (), "colon", "neutral", "asserted", True)
        end = _statement_end(parsed, speech, speeches, quotations)
        return None if end is None else _continued(speech, sentence.end, end, "colon")
    sources = tuple(t for t in subjects(cue if is_verbal(cue) else sentence.root) if t.sentence is sentence)
    if not sources:
        sources = tuple(t for t in sentence.tokens if t.entity == "PERSON" and t.head.entity != "PERSON")[:1]
    speech = Speech(sentence, cue, cue, sources, (), "colon", "neutral", "asserted", True)
    end = _statement_end(parsed, speech, speeches, quotations)
    return None if end is None or not sources else _continued(speech, sentence.end, end, "colon")


def _statement_end(
    parsed: Parsed, speech: Speech, speeches: list[Speech], quotations: list[tuple[int, int]]
) -> int | None:
    """Where what was announced by "said:" ends: with its quotation, at the next such line, or with the report."""
    following = [s for s in parsed.sentences if s.start >= speech.sentence.end]
    if not following:
        return None
    quoted = next(((a, b) for a, b in quotations if following[0].start <= a <= following[0].start + 1), None)
    if quoted is not None:
        end = quoted[1]
        for a, b in quotations:  # a quotation that is opened anew with each paragraph
            if a >= end and not parsed.text[end:a].strip():
                end = b
        return end
    rival = next(
        (
            s.sentence.start
            for s in speeches
            if s.sentence.start > speech.sentence.start and COLON.search(parsed.text[s.cue.start : s.sentence.end])
        ),
        None,
    )
    boilerplate = next(
        (
            p.start
            for p in parsed.report.paragraphs
            if p.start > speech.sentence.end and p.kind is ParagraphKind.BOILERPLATE
        ),
        None,
    )
    return min(end for end in (rival, boilerplate, parsed.report.paragraphs[-1].end) if end is not None)


def _neighbour(parsed: Parsed, speeches: list[Speech], start: int, end: int) -> Speech | None:
    """The speech that a quotation without a cue belongs to: one next to it in the same paragraph, else just before."""
    here = parsed.sentence_at(start)
    if here is None:
        return None
    same = [s for s in speeches if s.sources and s.sentence.paragraph == here.paragraph]
    after = [s for s in same if s.cue.start >= end and s.sentence.index <= here.index + 1]
    before = [s for s in same if s.cue.start < start]
    if before:
        return before[-1]
    if after:
        return after[0]
    previous = [s for s in speeches if s.sources and s.sentence.paragraph == here.paragraph - 1]
    return previous[-1] if previous else None


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in ",;:"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:"):
        end -= 1
    return start, end
