"""Which rules on which notes: findings in the order of file, line and rule, the same each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path

from quizgen.checks.history import compare_with_ledger, live_entries
from quizgen.checks.lexicon import Lexicon, read_lexicon
from quizgen.checks.model import DeckRule, Hit, NoteRule, Rule
from quizgen.checks.proof import Proof, prove
from quizgen.checks.registry import RULES, find_rule
from quizgen.checks.selection import Selection
from quizgen.checks.views import DeckView, NoteView, SourceView
from quizgen.decks.folder import DECK_FILE
from quizgen.decks.ledger import Ledger
from quizgen.schema import Deck, Finding, Note, Severity, Source

NO_WORDS = Lexicon("", frozenset(), {}, {}, {})


EVERYTHING = Selection()
# How the build joins the pieces of one quote.
ELLIPSIS = " [...] "
# An id that was published stays as it is, whatever it tells: changing it would strand reviews.
BEFORE_PUBLICATION = frozenset({"answer-in-id"})


def run_checks(
    deck: Deck, sources: Mapping[str, Source], ledger: Ledger, wanted: Selection = EVERYTHING
) -> tuple[Proof, tuple[Finding, ...]]:
    """The proof of a deck, and every finding in the order of file, line, column and rule."""
    proof = prove(deck, sources)
    view = view_of(deck, sources, proof)
    findings = [*find_in_notes(view, wanted), *find_in_deck(view, wanted)]
    ignored = _ignored(deck)
    findings = [f for f in findings if not {("", f.rule), (f.note, f.rule)} & ignored]
    published = {entry.id for entry in live_entries(ledger)}
    findings = [f for f in findings if f.rule not in BEFORE_PUBLICATION or f.note not in published]
    findings += [*_unknown_ignores(deck), *compare_with_ledger(deck, ledger, _quotes(view))]
    return proof, tuple(sorted(findings, key=_order))


def view_of(deck: Deck, sources: Mapping[str, Source], proof: Proof) -> DeckView:
    """A deck as rules see it: its approved notes and drafts, with their quotes located."""
    lexicon = read_lexicon(deck.language) or NO_WORDS
    views = {stem: SourceView(source, lexicon) for stem, source in sources.items()}
    notes = tuple(
        NoteView(note, topic, deck, lexicon, views, proof.located[note.id])
        for topic in deck.topics
        for note in topic.notes
        if note.id in proof.located
    )
    return DeckView(deck, notes, lexicon, views)


def find_in_notes(view: DeckView, wanted: Selection = EVERYTHING) -> Iterator[Finding]:
    """What the note rules find."""
    rules = [rule for rule in _usable(view, wanted) if isinstance(rule, NoteRule)]
    for note in view.notes:
        for rule in rules:
            if note.note.kind in rule.kinds:
                for hit in rule.check(note):
                    yield _finding(note.note, note.topic.text, rule, hit)


def find_in_deck(view: DeckView, wanted: Selection = EVERYTHING) -> Iterator[Finding]:
    """What the deck rules find."""
    notes = {note.note.id: note for note in view.notes}
    for rule in _usable(view, wanted):
        if isinstance(rule, DeckRule):
            for id_, hit in rule.check(view):
                if note := notes.get(id_):
                    yield _finding(note.note, note.topic.text, rule, hit)
                else:
                    yield _deck_finding(view.deck, rule, hit)


def _usable(view: DeckView, wanted: Selection) -> Iterator[Rule]:
    for rule in RULES:
        if wanted.takes(rule) and (view.lexicon is not NO_WORDS or not rule.needs_language):
            yield rule


def _finding(note: Note, text: str, rule: Rule, hit: Hit) -> Finding:
    line, column = note.places.get(hit.field, (note.line, 1))
    line, column = _find_words(text, line, column, hit.words)
    return Finding(
        path=note.path,
        line=line,
        severity=hit.severity or rule.severity,
        rule=rule.id,
        message=hit.message,
        note=note.id,
        column=column,
        field=hit.field,
        words=hit.words,
        suggestion=hit.suggestion,
        fix=hit.fix,
    )


def _deck_finding(deck: Deck, rule: Rule, hit: Hit) -> Finding:
    """A finding in deck.yaml, or of a field `concepts.3.related.0` in concepts.yaml."""
    path, places, field = deck.path / DECK_FILE, deck.places, hit.field
    if field.startswith("concepts."):
        number, _, field = field.removeprefix("concepts.").partition(".")
        concept = deck.concepts[int(number)]
        path, places = concept.path, concept.places
    line, column = places.get(field, (1, 1))
    return Finding(
        path=path,
        line=line,
        severity=hit.severity or rule.severity,
        rule=rule.id,
        message=hit.message,
        column=column,
        field=hit.field,
        words=hit.words,
        suggestion=hit.suggestion,
    )


def _find_words(text: str, line: int, column: int, words: str) -> tuple[int, int]:
    """Where in the file the offending words stand; the field's own place when folded away."""
    rows = _rows(text)[line - 1 : line + 11] if words and text else ()
    for below, row in enumerate(rows):
        at = row.find(words, column - 1 if below == 0 else 0)
        if at >= 0:
            return line + below, at + 1
    return line, column


@lru_cache(maxsize=64)
def _rows(text: str) -> tuple[str, ...]:
    return tuple(text.split("\n"))


def _quotes(view: DeckView) -> dict[str, tuple[str, ...]]:
    """The quotes of each note whose quotes were all found, in the words of its sources."""
    return {
        note.note.id: tuple(
            ELLIPSIS.join(view.sources[p.source].said(span) for span in p.spans)
            for p in note.passages
        )
        for note in view.notes
        if len(note.passages) == len(note.located)
    }


def _order(finding: Finding) -> tuple[Path, int, int, str, str]:
    return finding.path, finding.line, finding.column, finding.rule, finding.message


# --------------------------------------------------------------------------- settings in the files


def _ignored(deck: Deck) -> frozenset[tuple[str, str]]:
    """Pairs of note id ("" for all notes) and rule that deck files take out; gates stay."""
    gates = {rule.id for rule in RULES if isinstance(rule, NoteRule) and rule.gate}
    everywhere = {("", ignore.rule) for ignore in deck.ignores}
    here = {(note.id, ignore.rule) for note in deck.notes for ignore in note.ignores}
    return frozenset(pair for pair in everywhere | here if pair[1] not in gates)


def _unknown_ignores(deck: Deck) -> Iterator[Finding]:
    for note in deck.notes:
        for number, ignore in enumerate(note.ignores):
            rule = find_rule(ignore.rule)
            if rule is None or (isinstance(rule, NoteRule) and rule.gate):
                known = "is no rule" if rule is None else "cannot be ignored"
                place = note.places.get(f"lint-ignore.{number}.rule", (note.line, 1))
                message = f"{ignore.rule!r} {known}; `quizgen explain` lists the rules"
                yield Finding(
                    note.path,
                    place[0],
                    Severity.WARNING,
                    "ignore-unknown",
                    message,
                    note.id,
                    place[1],
                )
