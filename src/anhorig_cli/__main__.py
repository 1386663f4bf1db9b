"""Run the tool, as `anhorig` or `python -m anhorig_cli`."""

import gc
import os
import sys

# Plugins of Pydantic are other people's code that runs in every process it finds; a check runs nobody else's code.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# A plan's tree is made and thrown away as a whole, so that frequent collection only costs.
gc.set_threshold(100_000, 50, 50)

from anhorig_cli.cli.entry import main  # noqa: E402 - Pydantic reads the variable when it is imported


def run() -> None:
    """Run the tool, and end the process as soon as it has said everything.

    Python would first take apart every module it has loaded, which takes a seventh of the time of a small check.
    Nothing waits for that: `main` has written everything out, and who opens a file or starts a process closes it.
    """
    try:
        main()
    except SystemExit as stop:
        if not isinstance(stop.code, int):
            raise
        sys.stderr.flush()
        os._exit(stop.code)


if __name__ == "__main__":
    run()
