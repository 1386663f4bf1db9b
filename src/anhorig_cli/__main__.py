"""Run the tool as `python -m anhorig_cli`."""

from anhorig_cli.cli.entry import main

if __name__ == "__main__":
    main()
