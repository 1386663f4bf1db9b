"""Follow up a municipality's plan for support to carers: plans as text in git, checked and reported."""

__version__ = "0.1.0"
