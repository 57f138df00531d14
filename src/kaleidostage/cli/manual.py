"""docs/commands.md, made from the commands themselves.

Rewritten by `python -m kaleidostage.cli.manual > docs/commands.md`; a test compares.
"""

import inspect
import sys

import click

from .main import cli

_HEAD = """\
# Commands

Made from the commands themselves; `kaleidostage VERB --help` says the same.

Results go to standard output, progress to standard error and only on a terminal,
errors to standard error in one line. [Exit codes](exit_codes.md) tell them apart. With
`--json` standard output holds one JSON object and nothing else.

ACT, `--performer` and `--rig` take the name of something shipped or the path of your
own file: what ends in `.toml` or holds a slash is a path.

Takes are drawn from `--seed` (0 to 2^62 - 1) and their number. Rehearsals draw from the
seeds above that, so odds never count a take that a rehearsal has seen.
"""


def page() -> str:
    """Return the page, in Markdown."""
    context = click.Context(cli, info_name="kaleidostage")
    verbs = [cli.commands[name] for name in cli.list_commands(context)]
    return "\n".join([_HEAD, *map(_verb, verbs)])


def _verb(verb: click.Command) -> str:
    """Return the section of one verb."""
    arguments = [p for p in verb.params if isinstance(p, click.Argument)]
    choices = [p for p in verb.params if isinstance(p, click.Option)]
    words = " ".join(["kaleidostage", str(verb.name), *map(_argument, arguments)])
    text = inspect.cleandoc(verb.help or "")
    rows = [f"| `{_names(option)}` | {_meaning(option)} |" for option in choices]
    table = ["| option | meaning |", "| --- | --- |", *rows]
    return "\n".join([f"## {verb.name}", "", f"    {words}", "", text, "", *table, ""])


def _argument(argument: click.Argument) -> str:
    name = (argument.metavar or str(argument.name)).strip("[]").upper()
    return name if argument.required else f"[{name}]"


def _names(option: click.Option) -> str:
    names = ", ".join([*option.opts, *option.secondary_opts])
    return f"{names} {option.metavar}".replace("|", "\\|") if option.metavar else names


def _meaning(option: click.Option) -> str:
    usual = f" Usually {option.default}." if option.show_default else ""
    return f"{option.help or ''}{usual}"


if __name__ == "__main__":
    sys.stdout.write(page())
