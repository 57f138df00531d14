"""The entry point: runs a verb and turns whatever goes wrong into one line."""

import difflib
import os
import sys
from collections.abc import Sequence

import click

from ..errors import KaleidoError, StorageError
from . import say
from .doctor import doctor
from .film import film
from .inventory import list_shipped
from .judge import judge
from .odds import odds
from .rehearse import rehearse
from .sheet import sheet
from .show import show
from .stage import stage
from .verify import verify

BROKEN_PIPE = 141  # As the shell says of a writer whose reader left.
INTERRUPTED = 130


class _Verbs(click.Group):
    """Verbs; a misspelt one is answered with the nearest."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the verb meant by the first argument."""
        name = args[0] if args else ""
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            verbs = self.list_commands(ctx)
            near = difflib.get_close_matches(name, verbs, n=1)
            hint = f" Did you mean {near[0]!r}?" if near else ""
            ctx.fail(f"no verb is called {name!r}.{hint} Known: {', '.join(verbs)}.")
        return super().resolve_command(ctx, args)


@click.group(cls=_Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="kaleidostage", message="%(package)s %(version)s")
def cli() -> None:
    """Write an act, cast it, rehearse it in physics, and know the odds.

    ACT, --performer and --rig take the name of something shipped (see `kaleidostage
    list`) or the path of your own file; --technique takes a path.
    """


for _verb in (
    show,
    film,
    odds,
    sheet,
    rehearse,
    stage,
    judge,
    verify,
    list_shipped,
    doctor,
):
    cli.add_command(_verb)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit code (docs/exit_codes.md).

    Args:
        arguments: The words after the command; None for those of the process.
    """
    say.settle()
    try:
        code = _run(list(sys.argv[1:] if arguments is None else arguments))
        say.flush()
    except BrokenPipeError:
        say.silence()
        return BROKEN_PIPE
    except KaleidoError as error:
        return _failed(str(error), error.exit_code)
    except (KeyboardInterrupt, click.Abort) as error:
        return _failed(str(error) or "stopped", INTERRUPTED)
    except OSError as error:
        return _cannot_write(error)
    except MemoryError:
        return _failed("out of memory; try fewer takes or threads", 1)
    return code


def _run(arguments: list[str]) -> int:
    """Parse and run; usage errors become one line."""
    try:
        words = arguments or ["--help"]
        _check_text(words)
        with cli.make_context("kaleidostage", list(words), obj=words) as context:
            code = cli.invoke(context)
            return code if isinstance(code, int) else 0
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.UsageError as error:
        verb = error.ctx.command_path if error.ctx else "kaleidostage"
        said = error.format_message().rstrip(".")
        return _failed(f"{said[0].lower()}{said[1:]}; see {verb} --help", 2)


def _check_text(words: Sequence[str]) -> None:
    """Refuse words that are no text: names go into files and onto the page."""
    for word in words:
        if not word.isascii() and any("\ud800" <= c <= "\udfff" for c in word):
            raise click.UsageError(
                f"{word!r} is not text in the encoding of this terminal; "
                "rename the file, or set the environment to UTF-8"
            )


def _failed(text: str, code: int) -> int:
    """Say what is wrong and return the code, even where nobody reads the result."""
    try:
        say.flush()
    except OSError:
        say.silence()
    say.failure(text)
    return code


def _cannot_write(error: OSError) -> int:
    """Handle what the system refuses: mostly standard output on a full disk."""
    say.silence()
    where = f" {os.fsdecode(error.filename)}" if error.filename else ""
    why = error.strerror or type(error).__name__
    say.failure(f"the system refuses{where or ' to write the result'}: {why}")
    return StorageError.exit_code
