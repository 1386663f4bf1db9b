"""Run the tool, as `anhorig` or `python -m anhorig_cli`."""

import gc
import os
import sys

# Pydantic plugins are third-party code that runs in every process they are found in; a check runs only our own.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# A plan's tree is created and freed as a whole, so frequent collection only costs; starting up alone creates 100,000
# objects.
gc.set_threshold(200_000, 50, 50)


def run() -> None:
    """Run the tool, and exit the process as soon as all output is written.

    A normal exit would first tear down every loaded module, a seventh of the time of a small check. Nothing needs that:
    `main` has flushed its output, and whoever opens a file or starts a process closes it.
    """
    code = _exit_code()
    if sys.stderr is not None:  # it is None when closed
        sys.stderr.flush()
    os._exit(code)


def _exit_code() -> int:
    """Return the exit code of running the tool."""
    try:
        from anhorig_cli.cli.entry import main  # noqa: PLC0415 - Pydantic reads the variable when it is imported
        from anhorig_cli.cli.faults import exit_code_of  # noqa: PLC0415 - as above
    except KeyboardInterrupt:
        return 130
    except ImportError as error:  # in both languages: none can be chosen without the package
        sys.stderr.write(f"anhorig: {error.name} saknas, installera om anhorig / is missing, install anhorig anew\n")
        return 3
    return exit_code_of(main)


if __name__ == "__main__":
    run()
