"""Run the tool, as `anhorig` or `python -m anhorig_cli`."""

import gc
import os
import sys

# Plugins of Pydantic are other people's code that runs in every process it finds; a check runs nobody else's code.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# A plan's tree is made and thrown away as a whole, so that frequent collection only costs; a start alone makes 100,000
# objects.
gc.set_threshold(200_000, 50, 50)


def run() -> None:
    """Run the tool, and end the process as soon as it has said everything.

    Python would first take apart every module it has loaded, which takes a seventh of the time of a small check.
    Nothing waits for that: `main` has written everything out, and who opens a file or starts a process closes it.
    """
    code = _code()
    if sys.stderr is not None:  # which is what a closed one is
        sys.stderr.flush()
    os._exit(code)


def _code() -> int:
    """Run the tool, and return the exit code."""
    try:
        from anhorig_cli.cli.entry import main  # noqa: PLC0415 - Pydantic reads the variable when it is imported
        from anhorig_cli.cli.faults import exit_code_of  # noqa: PLC0415 - as above
    except KeyboardInterrupt:
        return 130
    except ImportError as error:  # no language can be chosen without what is missing
        sys.stderr.write(f"anhorig: {error.name} saknas, installera om anhorig / is missing, install anhorig anew\n")
        return 3
    return exit_code_of(main)


if __name__ == "__main__":
    run()
