"""Where the demo study stands, and who records in it."""

from pathlib import Path

from platformdirs import user_documents_path

DEMO_COORDINATOR = "A. Nowak"
"""Who records in the demo until somebody says a name."""


def demo_path() -> Path:
    """Where the demo study stands, with the lab sheet that waits for import beside it."""
    return user_documents_path() / "Copperdesk demo" / "demo.cdesk"
