"""The command line: what is typed, what is printed, and the exit status."""

from __future__ import annotations

import os
import sys

DEBUG = "DATELINE_DEBUG"
INTERRUPTED = 130
STOPPED = "stopped; what was done until then stands"


def main() -> None:
    """Run what was typed; the exit status is 0 for done, 1 for some problems, 2 for bad arguments or input."""
    sys.exit(run())


def run(arguments: list[str] | None = None) -> int:
    """Run a command; its exit status. Whatever goes wrong is one line on standard error, never a traceback."""
    from dateline.cli.paper import use_plain_letters
    from dateline.errors import DatelineError

    use_plain_letters()
    try:
        from dateline.cli.app import app

        status = app(arguments, prog_name="dateline", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        _close_quietly()
        return 0
    except SystemExit as leaving:
        if isinstance(leaving.__context__, OSError):  # what Typer makes of a closed pipe
            _close_quietly()
            return 0
        raise
    except KeyboardInterrupt:
        return _fail(STOPPED, INTERRUPTED)
    except DatelineError as error:
        return _fail(str(error), 2)
    except Exception as error:
        return _unexpected(error)
    if status == INTERRUPTED:  # Typer turns Ctrl-C into a status
        return _fail(STOPPED, INTERRUPTED)
    return status if isinstance(status, int) else 0


def _unexpected(error: Exception) -> int:
    from typer import Abort

    if isinstance(error, Abort):
        return _fail(STOPPED, INTERRUPTED)
    if hasattr(error, "format_message"):  # Typer's usage errors, whose class it does not export
        if type(error).__name__ == "NoArgsIsHelpError":
            print(error.format_message(), file=sys.stderr)
            return 2
        return _fail(error.format_message().replace("Value error, ", ""), 2)
    if isinstance(error, OSError) and error.strerror:
        return _fail(f"{error.filename or 'cannot read or write'}: {error.strerror}", 2)
    if os.environ.get(DEBUG):
        raise error
    return _fail(f"this should not happen: {type(error).__name__}: {error} ({DEBUG}=1 shows where)", 1)


def _fail(message: str, status: int) -> int:
    """Say what is wrong in one line."""
    print("dateline:", " ".join(message.split()), file=sys.stderr)
    return status


def _close_quietly() -> None:
    """Leave without the complaint that Python makes at exit when the reader of a pipe has gone."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
