"""A coded report as a person reads it in a terminal: a card for each claim, the incidents, and what is denied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dateline.cli.paper import Paper
from dateline.export import wording
from dateline.export.answers import Answers, answers_of
from dateline.export.explanation import explain_claim
from dateline.records import Claim, Coded, Incident, Span

#: From this width on, the quoted words stand beside the fields, not under them.
TWO_COLUMNS = 116
#: No line of a card is longer than this, however wide the screen: longer ones are hard to read.
WIDEST = 200

STANCE_STYLES = {"asserted": "green", "denied": "red", "negated": "red", "alleged": "yellow", "unconfirmed": "yellow"}


def print_coded(coded: Coded, paper: Paper, *, explain: bool = False) -> None:
    """Print a coded report."""
    numbers = {claim.id: number for number, claim in enumerate(coded.claims, start=1)}
    _print_head(coded, paper)
    for problem in coded.problems:
        paper.line(f"Problem: {wording.clean(problem.message)}", style="bold red")
    if coded.claims:
        _print_title("Claims: what the report says, and on whose word", paper)
    told: dict[Span, int] = {}
    for claim in coded.claims:
        first = told.setdefault(claim.evidence, numbers[claim.id])
        _print_claim(claim, numbers, paper, first=first, explain=explain)
    if coded.incidents:
        _print_title("Incidents: claims that tell of one happening", paper)
    for incident in coded.incidents:
        _print_incident(incident, numbers, paper)
    answers = answers_of(coded)
    for title, rows in (
        ("Denied", answers.denied),
        ("Could not be verified", answers.unverified),
        ("No comment", answers.no_comment),
    ):
        _print_answers(title, rows, numbers, paper)


def _print_head(coded: Coded, paper: Paper) -> None:
    report = coded.report
    paper.line(wording.headline(report) or "(no text)", style="bold")
    parts = [
        wording.clean(report.publisher) if report.publisher else "publisher not known",
        wording.day(report.published) if report.published else "day of publication not known",
        wording.counted(len(coded.claims), "claim"),
        wording.counted(len(coded.incidents), "incident"),
        report.id,
    ]
    paper.line(" · ".join(parts), style="dim")


def _print_title(title: str, paper: Paper) -> None:
    paper.line()
    paper.line(title.upper() if ":" not in title else _shout(title), style="bold cyan")


def _shout(title: str) -> str:
    head, tail = title.split(":", 1)
    return f"{head.upper()}:{tail}"


def _print_claim(claim: Claim, numbers: dict[str, int], paper: Paper, *, first: int, explain: bool) -> None:
    """Print a claim's card; `first` is the number of the first claim with the same evidence, quoted only there."""
    paper.line()
    head = Text()
    head.append(f"#{numbers[claim.id]}  ", style="dim")
    head.append(wording.event_of(claim), style="bold")
    head.append("  ")
    head.append(wording.stance_words(claim), style=STANCE_STYLES.get(claim.stance, "yellow"))
    head.append(f"  {claim.id}", style="dim")
    paper.put(head)
    rows = [(label, value) for label, value in claim_rows(claim, numbers) if value]
    words = _quoted(claim) if first == numbers[claim.id] else _quoted_again(claim, first)
    width = paper.width and min(paper.width, WIDEST)
    if width is not None and width >= TWO_COLUMNS:
        beside = Table.grid(padding=(0, 3, 0, 0))
        beside.add_column(width=int((width - 7) * 0.55))
        beside.add_column(width=width - 7 - int((width - 7) * 0.55))
        beside.add_row(_grid(rows), words)
        paper.put(Padding(beside, (0, 0, 0, 4), expand=False))
    else:
        _put_rows([*rows, ("the words", words)], paper)
    if explain:
        _put_rows([("why" if number == 0 else "", line) for number, line in enumerate(explain_claim(claim))], paper)


def claim_rows(claim: Claim, numbers: dict[str, int]) -> list[tuple[str, str]]:
    """The fields of a claim by the question that each answers; an empty text where the report does not say."""
    figures = "\n".join(wording.figure_words(figure) for figure in claim.figures)
    answered = ", ".join(f"#{numbers[c]}" if c in numbers else c for c in claim.disputes or claim.answers)
    return [
        ("who", wording.who(claim.participants)),
        ("to whom", wording.to_whom(claim.participants, claim.target_kinds)),
        ("with", wording.with_what(claim)),
        ("where", wording.where(claim)),
        ("when", wording.time_words(claim.time)),
        ("how many", figures),
        ("according to", wording.according_to(claim)),
        ("disputes" if claim.disputes else "answers", answered),
        ("from context", ", ".join(wording.plain(name) for name in claim.implied)),
    ]


def _quoted(claim: Claim) -> Text:
    """The evidence in quotation marks, its trigger in bold."""
    evidence, trigger = claim.evidence, claim.trigger
    if trigger is None or not evidence.holds(trigger):
        return Text(f"“{wording.clean(evidence.text)}”", style="italic")
    first, last = trigger.start - evidence.start, trigger.end - evidence.start
    words = Text("“", style="italic")
    words.append(_inner(evidence.text[:first]))
    words.append(wording.clean(evidence.text[first:last]), style="bold underline")
    words.append(_inner(evidence.text[last:]))
    return words.append("”")


def _quoted_again(claim: Claim, first: int) -> Text:
    """The trigger alone, where the whole sentence stands on a card above."""
    words = Text(f"as in #{first}", style="italic")
    if claim.trigger is not None:
        words.append(", at “").append(wording.clean(claim.trigger.text), style="bold underline").append("”")
    return words


def _inner(text: str) -> str:
    """A piece of a sentence on one line, with the spaces at its edges."""
    bare = wording.clean(text)
    if not bare:
        return " " if text else ""
    return (" " if text[:1].isspace() else "") + bare + (" " if text[-1:].isspace() else "")


def _print_incident(incident: Incident, numbers: dict[str, int], paper: Paper) -> None:
    paper.line()
    head = Text()
    head.append(wording.incident_title(incident), style="bold")
    head.append("  ")
    head.append(wording.plain(incident.status), style="green" if incident.status == "reported" else "yellow")
    head.append(f"  {incident.id}", style="dim")
    paper.put(head)
    rows: list[tuple[str, str | Text]] = []
    for figure in incident.figures:
        parts = [
            f"{name} {wording.number(value)}{_set_by(claim, numbers)}"
            for name, value, claim in (
                ("low", figure.low, figure.low_from),
                ("best", figure.best, figure.best_from),
                ("high", figure.high, figure.high_from),
            )
        ]
        rows.append((wording.measured(figure.measure, figure.of), ", ".join(parts)))
    rows += [(label, value) for label, value in wording.incident_rows(incident) if value]
    rows.append(("claims", "; ".join(_member_words(incident, numbers))))
    if incident.grade is not None:
        rows.append(("grade", f"{incident.grade.suggested} suggested: {wording.clean(incident.grade.reason)}"))
    _put_rows(rows, paper)


def _set_by(claim: str | None, numbers: dict[str, int]) -> str:
    return f" (#{numbers[claim]})" if claim in numbers else ""


def _member_words(incident: Incident, numbers: dict[str, int]) -> Iterable[str]:
    for member in incident.claims:
        name = f"#{numbers[member.claim]}" if member.claim in numbers else member.claim
        reason = f" ({wording.clean(member.reason)})" if member.reason else ""
        yield f"{name} {member.role}{reason}"


def _print_answers(title: str, rows: Answers, numbers: dict[str, int], paper: Paper) -> None:
    if not rows:
        return
    _print_title(title, paper)
    for answer in rows:
        about = ", ".join(f"#{numbers[c]}" for c in answer.about if c in numbers)
        line = f"{', '.join(f'#{numbers[c]}' for c in answer.claims)}  {answer.by}"
        if about:
            line += f", about {about}"
        _put_rows([("", Text(line)), ("", Text(f"“{wording.clean(answer.words.text)}”", style="italic"))], paper)


def _put_rows(rows: Sequence[tuple[str, str | Text]], paper: Paper) -> None:
    if rows:
        paper.put(Padding(_grid(rows, labels=any(label for label, _ in rows)), (0, 0, 0, 4), expand=False))


def _grid(rows: Sequence[tuple[str, str | Text]], *, labels: bool = True) -> RenderableType:
    grid = Table.grid(padding=(0, 2, 0, 0))
    if labels:
        grid.add_column(style="dim", no_wrap=True, min_width=12)
    grid.add_column(overflow="fold")
    for label, value in rows:
        grid.add_row(*([label] if labels else []), value if isinstance(value, Text) else Text(value))
    return grid
