"""Run the tool as `python -m anhorig_cli`."""

import gc
import os

# Plugins of Pydantic are other people's code that runs in every process it finds; a check runs nobody else's code.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
# A plan's tree is made and thrown away as a whole, so that frequent collection only costs.
gc.set_threshold(100_000, 50, 50)

from anhorig_cli.cli.entry import main  # noqa: E402 - Pydantic reads the variable when it is imported

if __name__ == "__main__":
    main()
