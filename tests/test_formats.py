"""The forms of findings: golden texts, what the formats require, and the same bytes each time."""

from __future__ import annotations

import json
import re
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from quizgen.checks.formats import Form, format_findings
from quizgen.checks.registry import RULES
from quizgen.schema import Finding, Severity

ROOT = Path("/home/mara/decks")
FINDINGS = (
    Finding(
        ROOT / "sea" / "notes" / "1, tides.yaml",
        12,
        Severity.ERROR,
        "quote-not-found",
        "the quote “{{c1::ebb}}” is 50% made up",
        "ebb",
        17,
        "evidence.0.quote",
        "ebb",
        "quote: the words\nas said",
        "new text",
    ),
    Finding(ROOT / "sea" / "deck.yaml", 1, Severity.WARNING, "kind-changed", "was basic"),
    Finding(Path("bread") / "a.yaml", 3, Severity.INFO, "answer-in-id", "says\r\nit", column=2),
)
TEXT = """\
sea/notes/1, tides.yaml:12:17: error quote-not-found the quote “{{c1::ebb}}” is 50% made up; quote: the words as said
sea/deck.yaml:1:1: warning kind-changed was basic
bread/a.yaml:3:2: info answer-in-id says  it
"""
GITHUB = """\
::error file=sea/notes/1%2C tides.yaml,line=12,col=17,title=quote-not-found::the quote “{{c1::ebb}}” is 50%25 made up; quote: the words%0Aas said
::warning file=sea/deck.yaml,line=1,col=1,title=kind-changed::was basic
::notice file=bread/a.yaml,line=3,col=2,title=answer-in-id::says%0D%0Ait
"""
JSON = """\
[
 {
  "path": "sea/deck.yaml",
  "line": 1,
  "column": 1,
  "severity": "warning",
  "rule": "kind-changed",
  "note": "",
  "field": "",
  "words": "",
  "message": "was basic",
  "suggestion": "",
  "fix": null
 }
]
"""
SARIF = """\
{
 "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
 "version": "2.1.0",
 "runs": [
  {
   "tool": {
    "driver": {
     "name": "quizgen",
     "version": "VERSION",
     "rules": [
      {
       "id": "kind-changed",
       "shortDescription": {
        "text": "Kind changed."
       }
      }
     ]
    }
   },
   "columnKind": "unicodeCodePoints",
   "results": [
    {
     "ruleId": "kind-changed",
     "ruleIndex": 0,
     "level": "warning",
     "message": {
      "text": "was basic"
     },
     "locations": [
      {
       "physicalLocation": {
        "artifactLocation": {
         "uri": "sea/deck.yaml"
        },
        "region": {
         "startLine": 1,
         "startColumn": 1
        }
       }
      }
     ],
     "properties": {}
    }
   ]
  }
 ]
}
"""


def needs(*required: str, **properties: Any) -> dict[str, Any]:
    return {"type": "object", "required": list(required), "properties": properties}


def many(of: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": of}


STRING, COUNT = {"type": "string"}, {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}
# A message's braces are doubled, or hold a placeholder; we have none.
MESSAGE = needs("text", text={"type": "string", "pattern": r"^(?:[^{}]|\{\{|\}\})*$"})
URI = {"type": "string", "pattern": r"^(?!/)[A-Za-z0-9._~/%-]+$"}
RULE = needs(
    "id",
    "shortDescription",
    id={"type": "string", "pattern": "^[a-z0-9-]+$"},
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    defaultConfiguration=needs("level", level=LEVEL),
)
PLACE = needs(
    "artifactLocation",
    "region",
    artifactLocation=needs("uri", uri=URI),
    region=needs("startLine", "startColumn", startLine=COUNT, startColumn=COUNT),
)
RESULT = needs(
    "ruleId",
    "ruleIndex",
    "level",
    "message",
    "locations",
    ruleId=STRING,
    ruleIndex={"type": "integer", "minimum": 0},
    level=LEVEL,
    message=MESSAGE,
    locations=many(needs("physicalLocation", physicalLocation=PLACE)) | {"minItems": 1},
)
DRIVER = needs("name", "rules", name={"const": "quizgen"}, rules=many(RULE))
RUN = needs(
    "tool",
    "results",
    tool=needs("driver", driver=DRIVER),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    results=many(RESULT),
)
LOG = needs(
    "$schema",
    "version",
    "runs",
    version={"const": "2.1.0"},
    runs=many(RUN) | {"minItems": 1, "maxItems": 1},
)


def test_text_is_one_line_a_finding() -> None:
    assert format_findings(FINDINGS, Form.TEXT, ROOT) == TEXT


def test_text_is_what_a_finding_says_of_itself() -> None:
    assert format_findings(FINDINGS[1:2], Form.TEXT) == f"{FINDINGS[1]}\n"


def test_github_commands_are_escaped() -> None:
    assert format_findings(FINDINGS, Form.GITHUB, ROOT) == GITHUB


def test_json_has_every_field_in_one_order() -> None:
    assert format_findings(FINDINGS[1:2], Form.JSON, ROOT) == JSON
    told = json.loads(format_findings(FINDINGS, Form.JSON, ROOT))
    assert [list(finding) for finding in told] == [list(told[0])] * 3
    assert told[0]["fix"] == "new text"
    assert told[0]["message"] == FINDINGS[0].message


def test_sarif_has_a_fixed_form() -> None:
    from quizgen import __version__

    expected = SARIF.replace("VERSION", __version__)
    assert format_findings(FINDINGS[1:2], Form.SARIF, ROOT) == expected


def test_sarif_names_the_rule_of_each_result() -> None:
    log = json.loads(format_findings(FINDINGS, Form.SARIF, ROOT))
    rules, results = log["runs"][0]["tool"]["driver"]["rules"], log["runs"][0]["results"]
    assert [rules[result["ruleIndex"]]["id"] for result in results] == [f.rule for f in FINDINGS]
    assert [result["level"] for result in results] == ["error", "warning", "note"]
    known = {rule.id: rule for rule in RULES}
    for rule in rules:
        if rule["id"] in known:
            assert rule["shortDescription"]["text"] == known[rule["id"]].reason
            assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    place = results[0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "sea/notes/1%2C%20tides.yaml"
    assert place["region"] == {"startLine": 12, "startColumn": 17}
    assert results[0]["message"]["text"].startswith("the quote “{{{{c1::ebb}}}}”")


def test_every_rule_of_the_registry_may_be_told() -> None:
    findings = [Finding(ROOT / "a.yaml", 1, rule.severity, rule.id, "wrong") for rule in RULES]
    log = json.loads(format_findings(findings, Form.SARIF, ROOT))
    Draft202012Validator(LOG).validate(log)
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(RULES)


@pytest.mark.parametrize(("form", "empty"), [("text", ""), ("json", "[]\n"), ("github", "")])
def test_nothing_found(form: str, empty: str) -> None:
    assert format_findings((), Form(form)) == empty
    Draft202012Validator(LOG).validate(json.loads(format_findings((), Form.SARIF)))


def test_paths_are_relative_to_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    finding = Finding(tmp_path / "sea" / "a.yaml", 1, Severity.INFO, "answer-in-id", "wrong")
    assert format_findings([finding], "text").startswith("sea/a.yaml:1:1:")


def test_a_path_elsewhere_stays_as_it_is() -> None:
    finding = Finding(Path("/elsewhere/a.yaml"), 1, Severity.INFO, "answer-in-id", "wrong")
    assert format_findings([finding], Form.TEXT, ROOT).startswith("/elsewhere/a.yaml:1:1:")


any_text = st.text(st.characters(exclude_categories=["Cs"]))
any_finding = st.builds(
    Finding,
    path=st.sampled_from(["sea/a.yaml", "Über Brot/b, c.yaml"]).map(PurePosixPath).map(Path),
    line=st.integers(1, 9_999),
    severity=st.sampled_from(Severity),
    rule=st.sampled_from(["quote-not-found", "answer-in-id", "kind-changed"]),
    message=any_text,
    note=any_text,
    column=st.integers(1, 999),
    field=any_text,
    words=any_text,
    suggestion=any_text,
    fix=st.none() | any_text,
)


@given(st.lists(any_finding, max_size=6))
def test_any_words_are_told_whole(findings: list[Finding]) -> None:
    for form in Form:
        assert format_findings(findings, form).encode() == format_findings(findings, form).encode()
    text = format_findings(findings, Form.TEXT)
    assert len(text.splitlines()) == text.count("\n") == len(findings)
    commands = format_findings(findings, Form.GITHUB)
    assert re.fullmatch(
        r"(?:::(?:error|warning|notice) file=[^,:]+,line=\d+,col=\d+,title=[a-z-]+::[^\r\n]*\n)*",
        commands,
    )
    told = json.loads(format_findings(findings, Form.JSON))
    assert [one["words"] for one in told] == [finding.words for finding in findings]
    Draft202012Validator(LOG).validate(json.loads(format_findings(findings, Form.SARIF)))
