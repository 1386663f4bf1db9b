"""Search for key figures in Kolada, and fetch their values into plans."""
