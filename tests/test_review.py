"""`quizgen review`, by keys in a real terminal: what a person decides is in the files at once."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest
from author import NOON, Author, run
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.commands.quoting import in_context, quotes
from quizgen.commands.terminal import columns, mark, wrap
from quizgen.decks.edit import change_note, format_topic
from quizgen.decks.excerpt import change_lines, cut_note, put_note
from quizgen.decks.files import parse_topic, read_deck
from quizgen.decks.workspace import Workspace
from quizgen.errors import QuizgenError
from quizgen.pipeline.building import check
from quizgen.schema import (
    Answerable,
    Evidence,
    Kind,
    Lines,
    Note,
    Passage,
    Person,
    Role,
    SourceMeta,
    Span,
    Status,
    Topic,
)
from quizgen.sources.meta import MetaFile
from quizgen.sources.read import parse_source

SECONDS = 20.0  # far more than a loaded machine needs; only a failing test waits so long
ENTER = "\r"
ANSWER, DECISION, END = "Enter answer", "a approve", "This was the last one"
NOTES = """\
# A remark at the head.
topic: Tides
notes:
  - id: tide-cause
    kind: basic
    question: Which property of the Moon's gravity across the Earth raises the tides?
    answer: The difference of its pull between near and far side
    claim: fact      # said plainly
    speaker: Mara Lind
    evidence:
      - {quote: "that difference stretches the sea into two bulges", lines: 4}
    status: draft    # read it

  # A remark between two notes.
  - id: spring-tide-when
    kind: choice
    question: At which phases of the Moon does a spring tide occur?
    options:
      - text: At new and full moon
        key: true
        why: Sun and Moon then stand in one line.
      - text: At both half moons
        why: Then the range is smallest.
    evidence:
      - quote: "When Sun and Moon stand in one line, at new and full moon, the two tides add up: that is a spring tide."
        lines: 8-9
    status: draft
  - id: sun-tide-strength
    kind: basic
    question: How strong is the tide that the Sun raises, compared with the Moon's?
    answer: A bit less than half as strong
    evidence:
      - quote: its tide is a bit less than half as strong as the Moon's
        lines: 7
    status: draft
"""
IDS = ("tide-cause", "spring-tide-when", "sun-tide-strength")


class Terminal:
    """A terminal of 80 columns and 24 rows in which the real command runs."""

    def __init__(self, folder: Path, *arguments: str, **environment: str) -> None:
        self._master, self._slave = pty.openpty()
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        inherited = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "VISUAL")}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "quizgen", "review", *arguments],
            cwd=folder,
            env={**inherited, "TERM": "xterm", "SOURCE_DATE_EPOCH": "1780000000", **environment},
            stdin=self._slave,
            stdout=self._slave,
            stderr=self._slave,
            start_new_session=True,
        )
        self.raw = ""
        self._bytes = b""

    @property
    def text(self) -> str:
        """All that was printed, without colours."""
        return re.sub(r"\x1b\[[0-9;]*m", "", self.raw).replace("\r\n", "\n")

    def wait(self, said: str, after: int = 0) -> str:
        """What was printed since, when it holds a text and a key is waited for."""
        end = time.monotonic() + SECONDS
        while said not in self.text[after:] or not self._listens():
            assert time.monotonic() < end, f"no {said!r} in:\n{self.text[after:]}"
            assert self.process.poll() is None, f"ended without {said!r}:\n{self.text[after:]}"
            self._take()
        return self.text[after:]

    def press(self, key: str, said: str) -> str:
        """Press a key, and wait for what it makes the program say."""
        after = len(self.text)
        os.write(self._master, key.encode())
        return self.wait(said, after)

    def finish(self, key: str = "") -> int:
        """Press a last key, if one is given; the exit code."""
        os.write(self._master, key.encode())
        end = time.monotonic() + SECONDS
        while self.process.poll() is None:
            assert time.monotonic() < end, self.text
            self._take()
        self._take()
        return self.process.returncode

    def restored(self) -> bool:
        """Whether the terminal reads lines and echoes again."""
        wanted = termios.ICANON | termios.ECHO
        return bool(termios.tcgetattr(self._slave)[3] & wanted == wanted)

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self._master)
        os.close(self._slave)

    def _listens(self) -> bool:
        return not termios.tcgetattr(self._slave)[3] & termios.ICANON

    def _take(self) -> None:
        while select.select([self._master], [], [], 0.02)[0]:
            self._bytes += os.read(self._master, 65536)
        self.raw = self._bytes.decode("utf-8", "ignore")


class Desk:
    """The example workspace with three drafts, and terminals in it."""

    def __init__(self, root: Path) -> None:
        self.author = Author(root)
        self.author.notes.write_text(NOTES, "utf-8")
        self.terminals: list[Terminal] = []

    def review(self, *arguments: str, said: str = ANSWER, **environment: str) -> Terminal:
        terminal = Terminal(self.author.root, *arguments, **environment)
        self.terminals.append(terminal)
        terminal.wait(said)
        return terminal

    @property
    def text(self) -> str:
        return self.author.notes.read_text("utf-8")

    def statuses(self) -> tuple[str, ...]:
        return tuple(note.status.value for note in read_deck(self.author.deck).notes)

    def replace(self, old: str, new: str) -> None:
        self.author.replace("decks/tides/notes/tides.yaml", old, new)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path / "workspace")
    yield made
    for terminal in made.terminals:
        terminal.close()


# --------------------------------------------------------------------------- deciding


def test_each_decision_is_in_the_file_before_the_next_note_is_shown(desk: Desk) -> None:
    one = desk.review()
    assert "1 of 3\n" in one.text and "tide-cause: basic, draft, Tides" in one.text
    assert "The difference of its pull" not in one.text  # the question first
    assert "Read the answer first" in one.press("a", "Read the answer")
    assert desk.text == NOTES

    shown = one.press(ENTER, DECISION)
    assert "The difference of its pull" in shown and "Claim: fact, of Mara Lind" in shown
    assert "»that difference stretches the sea into two bulges«" in " ".join(shown.split())
    assert "Its gravity pulls a little harder" in shown  # the sentence around it
    assert "The Earth turns beneath" in " ".join(shown.split())  # and the next
    assert "line 4, Harbour talk on the tides" in shown

    assert "2 of 3, 1 approved" in one.press("a", ANSWER)
    approved = "    status: approved # read it\n    approved_by: person\n"
    assert re.sub(" +#", " #", desk.text) == re.sub(
        " +#", " #", NOTES.replace("    status: draft    # read it\n", approved, 1)
    )
    shown = one.press(" ", DECISION)
    for said in ("A. At new and full moon [key]", "Sun and Moon then stand", "Then the range"):
        assert said in shown

    assert "3 of 3, 1 approved, 1 rejected" in one.press("r", ANSWER)
    assert desk.statuses() == ("approved", "rejected", "draft")
    assert END in one.press("s", END)
    assert one.finish("q") == 0
    assert "tides: 1 approved, 1 rejected, 0 edited; 1 draft left." in one.text
    assert "quizgen review tides" in one.text and "quizgen build tides" in one.text
    assert one.restored()


def test_every_decision_can_be_undone_to_the_byte(desk: Desk) -> None:
    one = desk.review()
    one.press("r", "2 of 3, 1 rejected")
    one.press(ENTER, DECISION)
    one.press("a", "3 of 3, 1 approved, 1 rejected")
    one.press("r", END)
    assert desk.statuses() == ("rejected", "approved", "rejected")
    assert "sun-tide-strength: no longer rejected" in one.press("u", "3 of 3, 1 approved")
    assert "spring-tide-when: no longer approved" in one.press("u", "2 of 3, 1 rejected")
    one.press("u", "1 of 3\n")
    assert desk.text == NOTES
    one.press("u", "There is nothing to undo.")
    assert one.finish("q") == 0
    assert "0 approved, 0 rejected, 0 edited; 3 drafts left" in one.text


def test_back_help_arrows_and_keys_that_mean_nothing(desk: Desk) -> None:
    one = desk.review("tides")
    one.press("b", "This is the first one.")
    one.press("x", "No such key here; ? lists them.")
    one.press("?", "take the last decision back")
    one.press("\x1b[C", "2 of 3")
    one.press("\x1b[D", "1 of 3")
    one.press("S", "2 of 3")
    one.press("r", "3 of 3, 1 rejected")
    assert "spring-tide-when: choice, rejected" in one.press("b", "2 of 3, 1 rejected")
    assert "»When Sun and Moon" in one.press(ENTER, DECISION)  # also of a rejected note
    one.press("a", "3 of 3, 1 approved\n")  # another mind is no second decision
    assert desk.statuses() == ("draft", "approved", "draft")
    assert one.finish("\x04") == 0  # Ctrl-D is quitting


def test_again_goes_through_what_is_decided(desk: Desk) -> None:
    desk.author.change("tide-cause", status="rejected")
    desk.author.change("spring-tide-when", status="retired")
    desk.author.change("sun-tide-strength", status="approved", approved_by="model readers")
    none = run(desk.author.root, "review")
    assert none.exit_code == 2 and "needs a terminal" in none.output
    one = desk.review("--again")
    assert "1 of 2" in one.text
    one.press(ENTER, DECISION)
    one.press("a", "2 of 2, 1 approved")
    one.press("r", END)
    assert one.finish(ENTER) == 0
    assert desk.statuses() == ("approved", "retired", "rejected")
    assert "model readers" not in desk.text


# --------------------------------------------------------------------------- editing


def test_editing_gives_the_note_alone_and_changes_nothing_else(desk: Desk) -> None:
    alone = desk.author.root / "alone.yaml"
    script = desk.author.root / "editor.sh"
    script.write_text(f'cp "$1" {alone}\nsed -i "s/half as strong$/half so strong/" "$1"\n')
    one = desk.review(VISUAL=f"sh {script}", EDITOR="false")
    one.press("s", "2 of 3")
    one.press("s", "3 of 3")
    shown = one.press("e", ANSWER)
    assert "sun-tide-strength: edited" in shown
    said = "id: sun-tide-strength\nkind: basic\n"
    assert alone.read_text("utf-8").startswith(said)
    assert "spring" not in alone.read_text("utf-8")
    edited = NOTES.replace("less than half as strong\n", "less than half so strong\n")
    assert desk.text == edited != NOTES
    assert "half so strong" in one.press(ENTER, DECISION)
    one.press("u", "no longer edited")
    assert desk.text == NOTES
    one.press("e", "edited")
    assert one.finish("q") == 0
    assert desk.text == edited and "1 edited; 3 drafts left" in one.text


def test_mistakes_are_told_with_their_lines_and_the_note_stays(desk: Desk) -> None:
    change = desk.author.root / "change.sed"
    one = desk.review(EDITOR=f"sed -i -f {change}")
    for done, line, said in (
        ("s/kind: basic/kind: bassic/", 2, "did you mean 'basic'?"),
        ("s/^answer: .*/answer: [a/", 5, "not YAML"),
        ("s/^id: .*/id: other/", 1, "the id stays tide-cause"),
        ("1,$d", 1, "a note must be a mapping"),
        ("$a- id: second", 10, "not YAML"),
    ):
        change.write_text(done + "\n")
        shown = " ".join(one.press("e", "e edit again").split())
        assert f"line {line}: " in shown and said in shown
        one.press("g", "Given up; the note is as it was.")
        assert desk.text == NOTES
    assert one.finish("q") == 0


def test_an_edit_that_reaches_another_note_through_an_alias_is_refused(desk: Desk) -> None:
    shared = NOTES.replace("draft    #", "&s draft #").replace("status: draft\n", "status: *s\n")
    desk.author.notes.write_text(shared, "utf-8")
    one = desk.review(EDITOR="sed -i 's/&s draft/\\&s rejected/'")
    assert "reaches into other notes" in one.press("e", "e edit again")
    one.press("g", "Given up")
    assert desk.text == shared
    one.press("r", "2 of 3, 1 rejected")  # deciding on one is deciding on one
    assert desk.statuses() == ("rejected", "draft", "draft")


def test_a_mistake_can_be_mended_where_it_was_made(desk: Desk) -> None:
    script = desk.author.root / "editor.sh"
    # The first time it makes a mistake, the second time it finds it there and mends it.
    script.write_text(
        'grep -q bassic "$1" && sed -i s/bassic/reversed/ "$1" || sed -i s/basic/bassic/ "$1"\n'
    )
    one = desk.review(EDITOR=f"sh {script}")
    one.press("e", "e edit again")
    assert "tide-cause: reversed, draft" in one.press("e", "edited")
    assert desk.text == NOTES.replace("kind: basic", "kind: reversed", 1)


def test_an_editor_that_fails_or_changes_nothing(desk: Desk) -> None:
    one = desk.review(EDITOR="no-such-editor")
    one.press("e", "set $EDITOR")
    assert one.finish("q") == 0
    two = desk.review(EDITOR="true")
    two.press("e", "Nothing is changed.")
    assert two.finish("q") == 0
    assert desk.text == NOTES


# --------------------------------------------------------------------------- refusing and resuming


def test_a_note_with_an_error_is_not_approved(desk: Desk) -> None:
    desk.replace("stretches the sea into", "stretches the lake into")
    one = desk.review(EDITOR="sed -i s/lake/sea/")
    shown = one.press(ENTER, DECISION)
    assert "error quote-not-found" in shown and "not found in the source" in shown
    before = desk.text
    shown = one.press("a", "Not approved, since the build would refuse it")
    assert "error quote-not-found" in shown
    assert desk.text == before
    one.press("e", "edited")  # and what mends it, makes it fit
    assert "quote-not-found" not in one.press(ENTER, DECISION)
    one.press("a", "2 of 3, 1 approved")
    assert desk.statuses()[0] == "approved"


def test_a_killed_review_goes_on_where_it_was(desk: Desk) -> None:
    one = desk.review()
    one.press(ENTER, DECISION)
    one.press("a", "2 of 3")
    one.process.kill()
    assert one.finish() == -9
    two = desk.review()
    assert "1 of 2" in two.text and "spring-tide-when" in two.text
    assert "tide-cause" not in two.text
    two.press("r", "2 of 2")
    assert two.finish("\x03") == 130  # Ctrl-C loses nothing either
    assert two.restored() and "nothing is half-written" in two.text
    assert desk.statuses() == ("approved", "rejected", "draft")
    assert sorted(path.name for path in desk.author.notes.parent.iterdir()) == ["tides.yaml"]


def test_what_somebody_else_changes_meanwhile_is_read_and_kept(desk: Desk) -> None:
    one = desk.review()
    one.press(ENTER, DECISION)
    desk.replace("answer: The difference", "answer: The gradient")
    desk.replace("tide that the Sun raises", "tide that our Sun raises")
    shown = one.press("a", ANSWER)
    assert "changed on disk meanwhile" in shown and "1 of 3\n" in shown
    assert desk.statuses() == ("draft", "draft", "draft")
    assert "The gradient of its pull" in one.press(ENTER, DECISION)
    desk.replace("At both half moons", "At each half moon")  # another note: no reason to ask again
    one.press("a", "2 of 3, 1 approved")
    for said in ("The gradient", "our Sun", "At each half moon", "approved_by: person"):
        assert said in desk.text
    desk.replace("The gradient", "The slope")
    one.press("u", "was changed since, and stays as it is")
    assert desk.statuses()[0] == "approved" and "The slope" in desk.text

    good = desk.text
    desk.replace("kind: choice", "kind: choose")
    assert "kind is 'choose'" in one.press("r", "Mend the file, then press any key")
    desk.author.notes.write_text(good, "utf-8")
    one.press(" ", ANSWER)
    desk.author.delete("spring-tide-when")
    one.press("r", "spring-tide-when is no longer in the deck.")
    assert one.finish("q") == 0


def test_a_note_that_changes_while_it_is_edited_is_not_written_over(desk: Desk) -> None:
    script = desk.author.root / "editor.sh"
    script.write_text(
        f"sed -i 's/The difference/The gradient/' {desk.author.notes}\n"
        'sed -i "s/far side/other side/" "$1"\n'
        'echo "extra: mine" >> "$1"\n'
    )
    one = desk.review(EDITOR=f"sh {script}")
    shown = one.press("e", "e edit again")
    assert "was changed on disk meanwhile" in shown
    assert "The gradient" in desk.text and "other side" not in desk.text
    one.press("g", "Given up")
    assert "extra: mine" not in desk.text


def test_a_proposal_that_waits_is_mentioned(desk: Desk) -> None:
    (desk.author.deck / "drafts.json").write_text(
        '{"version": 1, "notes": {"tide-cause": {"fields": {}, "proposed": {"why": "New."}}}}'
    )
    one = desk.review()
    assert "a change is proposed: quizgen diff" in one.press(ENTER, DECISION)


# --------------------------------------------------------------------------- which deck, and where


def test_no_terminal_no_drafts_and_several_decks(desk: Desk) -> None:
    piped = run(desk.author.root, "review")
    assert piped.exit_code == 2
    assert "set `status: approved` or `status: rejected` in decks/tides/notes" in piped.output
    other = desk.author.root / "decks" / "moon"
    other.mkdir()
    head = (desk.author.deck / "deck.yaml").read_text("utf-8").replace("key: tides", "key: moon")
    (other / "deck.yaml").write_text(head, "utf-8")
    (other / "notes").mkdir()
    (other / "notes" / "tides.yaml").write_text(NOTES, "utf-8")
    both = run(desk.author.root, "review")
    assert both.exit_code == 2 and "these have drafts: moon (3), tides (3)" in both.output
    (other / "notes" / "tides.yaml").write_text(NOTES.replace("kind: basic", "kind: bassic"))
    assert "moon (cannot be read), tides (3)" in run(desk.author.root, "review").output

    for folder in (other, desk.author.deck):
        decided = NOTES.replace("status: draft", "status: rejected")
        (folder / "notes" / "tides.yaml").write_text(decided, "utf-8")
    assert "no deck has drafts" in run(desk.author.root, "review").output
    terminal = Terminal(desk.author.root, "tides")
    desk.terminals.append(terminal)
    assert terminal.finish() == 0
    assert "tides: no drafts to review; `quizgen review tides --again`" in terminal.text


def test_long_and_wide_texts_keep_to_80_columns_and_steer_no_terminal(desk: Desk) -> None:
    wide = "潮汐は月の引力によって起こる現象である" * 6
    link = "https://example.org/" + "tide-" * 30
    desk.replace("The difference of its pull between near and far side", wide)
    desk.replace(
        "claim: fact ", f'why: "\\e[2J\\e]0;x\\a {link} \\u202e e\\u0301"\n    claim: fact '
    )
    long = " ".join(["Most harbours see high water twice a day."] * 9)
    desk.replace("that difference stretches the sea into two bulges", long)
    one = desk.review(NO_COLOR="1")
    shown = one.press(ENTER, DECISION)
    one.press("?", "quit;")
    assert "\x1b" not in one.raw and "\x07" not in one.raw and "\u202e" not in one.raw
    assert [line for line in one.text.splitlines() if width(line) > 80] == []
    assert wide in "".join(line.strip() for line in shown.splitlines())
    assert link in "".join(shown.split())
    assert one.finish("q") == 0


def width(line: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in line)
    return len(line) + wide - sum(unicodedata.combining(char) > 0 for char in line)


# --------------------------------------------------------------------------- the parts


@given(st.text(), st.sampled_from(["", "  ", "      "]))
def test_wrapped_lines_fit_and_lose_no_word(text: str, indent: str) -> None:
    lines = wrap(mark(text), indent)
    plain = [re.sub(r"\x1b\[[0-9;]*m", "", line) for line in lines]
    assert all(columns(line) <= 80 and line.startswith(indent) for line in plain)
    letters = [c for c in text if c.isalpha() and not unicodedata.category(c).startswith("C")]
    assert [c for line in plain for c in line if c.isalpha()] == letters
    assert not any("\x1b" in line or "\x9b" in line for line in plain)


def test_a_quote_stands_in_its_sentences_and_after_what_was_asked() -> None:
    before = "Not this one. One before it. Half a sentence, "
    quote = "which goes on here"
    behind = " to its end. One behind it. Nor this one."
    meta = SourceMeta("T", people=(Person("A B", Role.GUEST, ("A",)),))
    source = parse_source(before + quote + behind, Path("t.txt"), MetaFile(Path("t"), meta))
    start = source.text.index(quote)
    passage = Passage("t", (Span(start, start + len(quote)),), Lines(1, 1))
    said = in_context(source, passage).replace("\x02", "").replace("\x03", "")
    assert said == "One before it. Half a sentence, »which goes on here« to its end. One behind it."


def test_the_question_before_an_answer_is_shown_with_who_asks_it(desk: Desk) -> None:
    old = 'that difference stretches the sea into two bulges", lines: 4'
    desk.replace(old, 'The Moon does most of it.", lines: 3')
    checked = check(Workspace(desk.author.root), desk.author.deck, NOON)
    said = " ".join(" ".join(quotes(checked, checked.deck.notes[0])).split())
    assert "Jon Vik: Mara, what makes the tide?" in said
    assert said.index("»") > said.index("Jon Vik")
    other = " ".join(quotes(checked, checked.deck.notes[2]))  # inside what she says: no need
    assert "Jon Vik" not in other


def test_pieces_of_a_quote_and_text_without_sentences_are_cut_with_a_sign() -> None:
    words = [f"word{n}" for n in range(400)]
    source = parse_source(" ".join(words), Path("t.txt"), MetaFile(Path("t"), SourceMeta("T")))
    spans = tuple(
        Span(source.text.index(w), source.text.index(w) + len(w)) for w in ("word150", "word250")
    )
    said = in_context(source, Passage("t", spans, Lines(1, 1)))
    assert "»word150 [...] word250«" in said.replace("\x02", "").replace("\x03", "")
    assert said.startswith("[...] word") and said.endswith(" [...]") and len(said) < 560


SHAPES = {
    "as we write it": NOTES,
    "lines of Windows": NOTES.replace("\n", "\r\n"),
    "another indentation": re.sub("(?m)^  ", "", NOTES),
    "blocks of text": NOTES.replace(
        "answer: A bit less than half as strong", "answer: |\n      A bit\n\n      # no remark\n"
    ),
    "a last field that is a block": NOTES.replace(
        "\n    status: draft\n", "\n    status: draft\n    why: |\n      Two\n      lines\n\n"
    ),
    "an empty last field": NOTES.replace("status: draft\n", "status: draft\n    hint:\n"),
    "braces": "topic: T\nnotes: [{id: a, kind: basic, question: Q?, answer: A, status: draft, evidence: [{quote: x}]}, {id: b, kind: basic, question: R?, answer: A, status: draft, evidence: [{quote: x}]}]\n",
    "an alias": NOTES.replace("status: draft    #", "status: &s draft #").replace(
        "    status: draft\n", "    status: *s\n"
    ),
}


@pytest.mark.parametrize("text", SHAPES.values(), ids=SHAPES.keys())
def test_changing_a_note_alone_changes_no_byte_outside_it(text: str) -> None:
    parsed = parse_topic(text, Path("n.yaml"))
    assert not parsed.problems
    for note in parsed.value.notes:
        cut = cut_note(text, note.id)
        assert cut.line == note.line
        assert put_note(text, note.id, cut.text) == text
        changed = change_lines(text, note.id, {"status": "rejected"})
        after = {n.id: n for n in parse_topic(changed, Path("n.yaml")).value.notes}
        assert after[note.id].status is Status.REJECTED
        assert all(after[n.id] == n for n in parsed.value.notes if n.id != note.id)
        if not re.search("[*&]s", cut.text):
            assert changed.startswith(text[: cut.start]) and changed.endswith(text[cut.end :])
    with pytest.raises(QuizgenError, match="no note 'zzz'"):
        cut_note(text, "zzz")


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.text(min_size=1), st.text()), min_size=1, max_size=4))
def test_any_note_is_cut_and_put_back(said: list[tuple[str, str]]) -> None:
    notes = tuple(
        Note(f"n-{n}", Kind.BASIC, Answerable(q, "a"), (Evidence("x"),), Status.DRAFT, why=why)
        for n, (q, why) in enumerate(said)
    )
    text = format_topic(Topic("T", "t", notes))
    parsed = parse_topic(text, Path("n.yaml"))
    if parsed.problems:  # characters that no YAML file can hold as they are
        return
    for note in parsed.value.notes:
        assert put_note(text, note.id, cut_note(text, note.id).text) == text
        one = change_lines(text, note.id, {"status": "approved", "approved_by": "person"})
        other = change_note(text, note.id, {"status": "approved", "approved_by": "person"})
        assert parse_topic(one, Path()).value == parse_topic(other, Path()).value
