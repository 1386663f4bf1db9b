"""The command line: the only room that uses the terminal, the clock and the environment, and that writes to disk."""
