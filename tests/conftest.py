"""What every test has: its own folder, no key, no colours."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

# A busy machine is slow: time is measured in bench/, not here.
settings.register_profile("ours", deadline=None)
settings.load_profile("ours")
sys.path.insert(0, str(Path(__file__).parent))
REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """No key and no setting of the person who runs the tests may change an outcome."""
    ours = ("SOURCE_DATE_EPOCH", "NO_COLOR", "VISUAL", "EDITOR")
    for name in (*ours, *(name for name in os.environ if name.startswith("ANTHROPIC_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("QUIZGEN_NLP", "off")  # drafts are the same with and without the extra


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder of this checkout."""
    return REPOSITORY
