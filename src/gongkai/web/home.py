"""The home folder: where this installation keeps its database, files and key."""

from pathlib import Path

from gongkai.web.secret_key import KeyRefusal, secret_key


class HomeRefusal(Exception):
    """Raise with one sentence why the home folder cannot be used."""


def prepare_home(home: Path) -> None:
    """Make the folder, its place for uploads and its key; raise HomeRefusal when it cannot be written."""
    try:
        home.mkdir(parents=True, exist_ok=True, mode=0o700)
        for folder in ("media", "files"):
            (home / folder).mkdir(exist_ok=True)
        probe = home / ".writable"
        probe.touch()
        probe.unlink(missing_ok=True)
        secret_key(home)
    except KeyRefusal as refusal:
        raise HomeRefusal(str(refusal)) from None
    except OSError:
        raise HomeRefusal(f"目录 {home} 不能写入，请检查 GONGKAI_HOME 和目录的权限。") from None
