"""Installed as a wheel into a bare environment, from an empty folder, everything works too."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> dict[str, Path]:
    """The wheel and the sdist of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--outdir", str(folder), str(repository)]
    subprocess.run(command, check=True, capture_output=True)
    return {path.suffix: path for path in folder.iterdir()}


def names(package: Path) -> list[str]:
    if package.suffix == ".whl":
        return zipfile.ZipFile(package).namelist()
    with tarfile.open(package) as archive:
        return [name.split("/", 1)[-1] for name in archive.getnames()]


@pytest.mark.parametrize("suffix", [".whl", ".gz"])
def test_what_the_packages_carry(packages: dict[str, Path], suffix: str) -> None:
    found = names(packages[suffix])
    templates = "quizgen/templates/" if suffix == ".whl" else "templates/"
    for name in ("anki/choice.front.html", "paper/quiz.html", "init/seeds/tides.txt"):
        assert templates + name in found
    words_of_others = [n for n in found if n.startswith(("seeds/", "decks/", "quizgen/seeds"))]
    assert words_of_others == []
    assert not any("amodei" in name for name in found)


def test_a_bare_environment_builds_the_example(packages: dict[str, Path], tmp_path: Path) -> None:
    environment = tmp_path / "venv"
    venv.create(environment, with_pip=True)
    pip = [str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet"]
    subprocess.run([*pip, "--disable-pip-version-check", str(packages[".whl"])], check=True)
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments in (["init"], ["check", "--strict"], ["build"]):
        command = [str(environment / "bin" / "quizgen"), *arguments]
        done = subprocess.run(command, cwd=empty, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    made = {path.name for path in (empty / "out" / "tides").iterdir()}
    pages = {"quiz", "key", "study", "cards", "guide", "guide-answers", "source"}
    assert made == {"tides.apkg", *(f"{page}.html" for page in pages)}
