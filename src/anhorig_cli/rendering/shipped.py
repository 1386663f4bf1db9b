"""Folders that are part of the tool and hold no code: templates, the files of a new project, the example plans."""

from pathlib import Path


def shipped(installed: str, in_checkout: str) -> Path:
    """Return such a folder: in the installed package, or at the top of a checkout, where it may have another name."""
    package = Path(__file__).parent.parent
    folder = package / installed
    return folder if folder.is_dir() else package.parent.parent / in_checkout
