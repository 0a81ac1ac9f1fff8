"""Templates: the one Jinja environment, which finds a template in a workspace first, then ours.

`templates/` stands at the top of a checkout and travels in the wheel as `quizgen/templates`;
an editable install sees the checkout. A workspace's own `templates/` wins, file by file.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Environment

# What the expressions of a template can raise: a wrong type, key, number or attribute, a division
# by zero, a template that includes itself, a file that may not be read.
FAILURES = (
    *(TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError),
    OSError,
)


@cache
def builtin_templates() -> Path:
    """The folder of the templates that come with quizgen.

    Raises:
        TemplateError: the installation lacks them.
    """
    package = Path(__file__).parent
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "anki").is_dir():
            return folder
    raise TemplateError("the built-in templates are missing; install quizgen again")


class Templates:
    """Renders pages and Anki templates for one workspace."""

    def __init__(self, workspace: Path | None = None) -> None:
        # Absolute: environments are kept by folder, and "templates" is another one elsewhere.
        own = (workspace / "templates").absolute() if workspace else None
        self.folders = [f for f in (own, builtin_templates()) if f and f.is_dir()]

    def page(self, name: str, context: Mapping[str, object]) -> str:
        """Render an HTML page, with everything escaped that is not marked as safe.

        Raises:
            TemplateError: no such template, or it names something that is not there.
        """
        return _render(_page_environment(tuple(self.folders)), name, context)

    def anki(self, name: str) -> str:
        """An Anki card template: Anki's own `{{Field}}` stay, ours are `[[ ]]` and `[% %]`.

        Raises:
            TemplateError: no such template, or it names something that is not there.
        """
        return _render(_anki_environment(tuple(self.folders)), f"anki/{name}", {})

    def prompt(self, name: str, context: Mapping[str, object]) -> str:
        """A prompt for a language model, `prompts/<name>.md`: plain text, nothing is escaped.

        Raises:
            TemplateError: no such template, or it names something that is not there.
        """
        environment = _prompt_environment(tuple(self.folders))
        return _render(environment, f"prompts/{name}.md", context)

    def texts(self, name: str) -> list[tuple[str, str]]:
        """(text, path) of a file of data, ours first, then the workspace's own; none when absent.

        Raises:
            TemplateError: a file is not UTF-8.
        """
        found = [folder / name for folder in reversed(self.folders) if (folder / name).is_file()]
        try:
            return [(path.read_text(encoding="utf-8"), str(path)) for path in found]
        except UnicodeDecodeError as error:
            raise TemplateError(f"template {name} is not UTF-8; save it as UTF-8") from error

    def place(self, name: str) -> Path:
        """The file of a template: the one to mend when something is wrong with it."""
        found = (folder / name for folder in self.folders if (folder / name).is_file())
        return next(found, Path(name))


def _render(environment: Environment, name: str, context: Mapping[str, object]) -> str:
    from jinja2 import TemplateError as JinjaError
    from jinja2 import TemplateNotFound, TemplateSyntaxError

    try:
        return environment.get_template(name).render(context)
    except TemplateNotFound as error:
        raise TemplateError(f"template {error.name} is missing") from error
    except TemplateSyntaxError as error:
        raise TemplateError(f"{error.filename}:{error.lineno}: {error.message}") from error
    except JinjaError as error:
        raise TemplateError(f"template {name}: {error}") from error
    except UnicodeDecodeError as error:
        said = "it or a template that it includes is not UTF-8; save it as UTF-8"
        raise TemplateError(f"template {name}: {said}") from error
    except FAILURES as error:
        raise TemplateError(f"template {name} does not render: {error!r}; mend it") from error


@cache
def _page_environment(folders: tuple[Path, ...]) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(folders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        optimized=False,  # to fold constants takes longer than to render a page with them once
    )


@cache
def _anki_environment(folders: tuple[Path, ...]) -> Environment:
    return _page_environment(folders).overlay(
        variable_start_string="[[",
        variable_end_string="]]",
        block_start_string="[%",
        block_end_string="%]",
        comment_start_string="[#",
        comment_end_string="#]",
        autoescape=False,
    )


@cache
def _prompt_environment(folders: tuple[Path, ...]) -> Environment:
    return _page_environment(folders).overlay(autoescape=False)
