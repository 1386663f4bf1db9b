"""Follow up a municipality's plan for support to carers: plans as text in git, checked and reported."""

__version__ = "0.1.0"

INSTALL_FROM = ""
"""What is given to pip to install the tool: a name and version, an address or a file; empty until that is decided.

Nothing of ours has a name in a package index yet, so whoever took it could have it installed in a municipality's CI.
"""
