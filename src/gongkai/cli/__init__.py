"""The `gongkai` command: Chinese sentences, English flags, exit codes 0 fine · 1 findings · 2 refused."""

from gongkai.cli.program import main

__all__ = ["main"]
