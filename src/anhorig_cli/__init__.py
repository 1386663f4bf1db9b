"""Follow up a municipality's plan for support to carers: plans as text in git, checked and reported."""

__version__ = "0.1.0"

INSTALL_FROM = ""
"""The requirement for pip to install the tool: a name and version, an address or a file; empty until that is decided.

The project has no name in a package index yet: whoever registered one could run code in a municipality's CI.
"""
