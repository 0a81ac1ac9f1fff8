"""A person at the desk: screens of a note, and what each key does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import click

from quizgen.commands.editing import edit_note
from quizgen.commands.quoting import quotes
from quizgen.commands.terminal import back, claim, dim, front, heading, mark, read_key, wrap
from quizgen.drafting.draftbook import Recorded
from quizgen.errors import DeckError
from quizgen.pipeline.reviewing import EDITED, ChangedError, Desk, Seen
from quizgen.schema import Finding, Severity, Status

ASK = "Enter answer | r reject | e edit | s skip | b back | u undo | ? help | q quit"
DECIDE = "a approve | r reject | e edit | s skip | b back | u undo | ? help | q quit"
OVER = "This was the last one: u undo | b back | q quit"
HELP = """\
Enter, Space  show the answer, the quote in its source, what the checker says
a             approve: the note is published by the next build
r             reject: it is never published, and no later draft brings it back
e             edit the note's YAML in $VISUAL or $EDITOR
s, f, right   leave it as it is, and go on
b, left       go back
u             take the last decision back; again for the one before it
q             quit; what is decided is in the files already
"""


@dataclass(slots=True)
class Reviewer:
    """Where a person is in the queue, and whether the answer is on the screen."""

    desk: Desk
    queue: tuple[str, ...]
    again: bool
    at: int = 0
    seen: Seen | None = None
    open: bool = False
    ended: bool = False

    def run(self) -> None:
        """Read keys until the person quits. The file is re-read whenever it was changed."""
        actions = self._actions()
        fresh = True
        while not self.ended:
            try:
                if fresh:
                    self._ask()
                    fresh = False
                self._prompt()
                key = read_key()
                click.echo("")
                act = actions.get(key)
                if act is None:
                    _print(dim("No such key here; ? lists them."))
                else:
                    fresh = act()
            except ChangedError as error:
                _print(["", *wrap(mark(error.message), colour="yellow")])
                fresh = True
            except DeckError as error:
                fresh = self._wait_for_mending(error)

    def _actions(self) -> dict[str, Callable[[], bool]]:
        """What each key does; an action says whether a note is to be shown afresh."""
        actions = {"": self._quit, "q": self._quit, "?": self._help, "u": self._undo}
        actions |= dict.fromkeys(("\r", "\n", " "), self._reveal)
        actions |= dict.fromkeys(("b", "\x1b[D", "\x1bOD"), self._back)
        actions |= dict.fromkeys(("s", "f", "\x1b[C", "\x1bOC"), self._go_on)
        return actions | {"a": self._approve, "r": self._reject, "e": self._edit}

    # ----------------------------------------------------------------- screens

    def _ask(self) -> None:
        """The question of the note that is next: of those left, if this one is gone or decided."""
        self.open = False
        self.seen = None
        while self.at < len(self.queue) and self.seen is None:
            self.seen = self.desk.see(self.queue[self.at])
            if self.seen is None:
                _print(["", *wrap(f"{self.queue[self.at]} is no longer in the deck.")])
                self._advance()
        if self.seen is not None:
            _print(["", *dim("-" * 40), *wrap(mark(self.progress()), colour="reset")])
            _print(heading(self.seen.note, self.seen.topic))
            _print(["", *front(self.seen.note)])

    def _prompt(self) -> None:
        said = OVER if self.seen is None else DECIDE if self.open else ASK
        _print(["", *dim(said)])

    def progress(self) -> str:
        """`12 of 57, 5 approved`."""
        done = self.counts()
        told = [f"{done[s.value]} {s}" for s in (Status.APPROVED, Status.REJECTED) if done[s.value]]
        return ", ".join([f"{self.at + 1} of {len(self.queue)}", *told])

    def counts(self) -> dict[str, int]:
        """How many notes were approved, rejected and edited in this session, as it stands now."""
        decided = {step.id: step.done for step in self.desk.steps if step.done != EDITED}
        edited = {step.id for step in self.desk.steps if step.done == EDITED}
        counts = {s.value: list(decided.values()).count(s.value) for s in Status}
        return counts | {EDITED: len(edited)}

    def _open(self, seen: Seen) -> None:
        self.open = True
        checked = self.desk.check(seen.note)
        _print(dim("-" * 40))
        _print(back(seen.note))
        _print(["", *claim(seen.note)])
        _print(quotes(checked, seen.note))
        found = [f for f in checked.findings if f.note == seen.note.id]
        _print(_findings([f for f in found if f.severity is not Severity.INFO]))
        if waiting := self.desk.proposal(seen.note.id):
            _print(["", *wrap(mark(_proposal(waiting)), colour="yellow")])

    def _wait_for_mending(self, error: DeckError) -> bool:
        """The deck cannot be read just now: somebody else is at work in it."""
        click.echo("")
        error.show()
        _print(["", *dim("Mend the file, then press any key; q quits.")])
        self.ended = read_key() in ("", "q")
        return True

    # ----------------------------------------------------------------- keys

    def _quit(self) -> bool:
        self.ended = True
        return False

    def _help(self) -> bool:
        _print(HELP.splitlines())
        return False

    def _reveal(self) -> bool:
        if self.seen is None:
            self.ended = True
        elif not self.open:
            self._open(self.seen)
        else:
            _print(dim("This is all of it: a approves, r rejects, s goes on."))
        return False

    def _approve(self) -> bool:
        if self.seen is None or not self.open:
            _print(dim("Read the answer first (Enter), then approve."))
            return False
        if errors := self.desk.errors(self.seen.note):
            said = "Not approved, since the build would refuse it: edit it (e) or reject it (r)."
            _print(wrap(mark(said), colour="red"))
            _print(_findings(errors))
            return False
        return self._decide(self.seen, Status.APPROVED)

    def _reject(self) -> bool:
        return self.seen is not None and self._decide(self.seen, Status.REJECTED)

    def _decide(self, seen: Seen, status: Status) -> bool:
        self.desk.decide(seen, status)
        _print(wrap(f"{seen.note.id}: {status}"))
        self._advance()
        return True

    def _go_on(self) -> bool:
        if self.seen is not None:
            self._advance()
        return True

    def _advance(self) -> None:
        """To the next note that waits; with --again, to the next one."""
        self.at += 1
        while not self.again and self.at < len(self.queue):
            seen = self.desk.see(self.queue[self.at])
            if seen is None or seen.note.status is Status.DRAFT:
                return
            self.at += 1

    def _back(self) -> bool:
        if self.at == 0:
            _print(dim("This is the first one."))
            return False
        self.at -= 1
        return True

    def _undo(self) -> bool:
        step = self.desk.undo()
        if step is None:
            _print(dim("There is nothing to undo."))
            return False
        _print(wrap(f"{step.id}: no longer {step.done}"))
        self.at = self.queue.index(step.id)
        return True

    def _edit(self) -> bool:
        if self.seen is None or not edit_note(self.desk, self.seen):
            return False
        _print(wrap(f"{self.seen.note.id}: edited"))
        return True


def _findings(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        colour = "red" if finding.severity is Severity.ERROR else "yellow"
        hint = f"; {finding.suggestion}" if finding.suggestion else ""
        said = f"{mark(f'{finding.severity} {finding.rule}')} {finding.message}{hint}"
        yield from ["", *wrap(said, colour=colour)]


def _proposal(waiting: Recorded) -> str:
    what = "it is proposed to retire this note" if waiting.retire else "a change is proposed"
    return f"{what}: quizgen diff"


def _print(lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        click.echo(line)
