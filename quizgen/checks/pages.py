"""What a rule is, as a page: for `quizgen explain` and `docs/rules.md`. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.checks.history import NOTICES
from quizgen.checks.model import Example, NoteRule, Rule
from quizgen.decks.edit import note_list
from quizgen.schema import Kind

HEAD = """\
# Rules

What `quizgen check` looks for, made from the rules themselves: each example below is a test too.
Errors stop a build; warnings count under `--strict`; information is only shown. Rules read English
word lists (`quizgen/checks/lexicons/en.toml`); for a deck in another language only the rules marked
*any language* are run, until somebody adds a file of that form. How well they find what they look
for: [measured.md](measured.md).

To ignore a rule in one note, or in a deck (`deck.yaml`), say why:

```yaml
lint-ignore:
  - rule: list-answer
    reason: The three always go together.
```

"""


def rules_page(rules: Iterable[Rule]) -> str:
    """docs/rules.md: a table of all rules, then one section each."""
    rules = tuple(rules)
    table = "| rule | severity | kinds | why |\n|---|---|---|---|\n"
    table += "".join(
        f"| [`{rule.id}`](#{rule.id}) | {rule.severity} | {_kinds(rule)} | {rule.reason} |\n"
        for rule in rules
    )
    table += "".join(
        f"| `{id_}` | {severity} | all | {reason} |\n" for id_, severity, reason in NOTICES
    )
    return HEAD + table + "".join(f"\n{rule_page(rule)}" for rule in rules)


def rule_page(rule: Rule) -> str:
    """One rule: what it is for, where it comes from, what fails and what passes."""
    notes = [
        f"severity {rule.severity}",
        f"version {rule.version}",
        f"kinds: {_kinds(rule)}",
        "one note at a time" if isinstance(rule, NoteRule) else "the whole deck",
        *([] if rule.needs_language else ["any language"]),
        *(["cannot be ignored"] if isinstance(rule, NoteRule) and rule.gate else []),
    ]
    return (
        f"## {rule.id}\n\n{rule.reason} ({'; '.join(notes)})\n\nFrom: {rule.guideline}.\n\n"
        f"Fails:\n\n{_block(rule.failing)}\nPasses:\n\n{_block(rule.passing)}"
    )


def _kinds(rule: Rule) -> str:
    return "all" if rule.kinds == tuple(Kind) else ", ".join(rule.kinds)


def _block(example: Example) -> str:
    concepts = f"# concepts.yaml\n{note_list(example.concepts)}" if example.concepts else ""
    return f"```yaml\n{note_list(example.notes)}{concepts}```\n"
