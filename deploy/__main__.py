"""python -m deploy --processes 2 --port 8080 --base-path /qinglian: all of it, until stopped."""

from __future__ import annotations

import json
import os
import secrets
import socket
import subprocess
import sys
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import click

from deploy import nginx
from deploy.keeper import HUNG_AFTER, Keeper, Program

NEEDED = "nginx is not installed: apt-get install -y nginx-light"


@click.command()
@click.option("--processes", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--address", default="127.0.0.1", show_default=True, help="0.0.0.0: for others too.")
@click.option("--port", default=8080, show_default=True, type=click.IntRange(1, 65535))
@click.option("--base-path", default="", help="Below which path, such as /qinglian.")
@click.option("--data", default="data", show_default=True, type=click.Path(path_type=Path))
@click.option("--run", default="deploy/run", show_default=True, type=click.Path(path_type=Path))
@click.option(
    "--hung-after",
    default=HUNG_AFTER,
    show_default=True,
    type=click.IntRange(5),
    help="Seconds without an answer after which a process is ended and started again.",
)
def main(
    processes: int, address: str, port: int, base_path: str, data: Path, run: Path, hung_after: int
) -> None:
    """Build the data, start the processes and nginx, and keep them running until stopped."""
    program = nginx.program()
    if not program:
        raise click.UsageError(NEEDED)
    try:
        base = nginx.base_path(base_path)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    data, run = data.resolve(), run.resolve()
    _folders(run)
    # as `make run` does: pages of this version need a build of this version
    _run([sys.executable, "-m", "etl", "build", "--data", str(data)])
    site = nginx.Site(address, port, base, tuple(_free_ports(processes, above=port)), run)
    configuration = run / "nginx.conf"
    configuration.write_text(nginx.configuration(site), encoding="utf-8")
    programs = [_process(site, number, data) for number in range(1, processes + 1)]
    command = [program, "-p", str(run), "-c", str(configuration), "-e", "stderr"]
    _run([*command, "-q", "-t"])
    alive = f"{site.url}_nginx"
    programs.append(Program("nginx", command, dict(os.environ), nginx.ROOT, alive))
    for each in programs:
        each.hung_after = hung_after
    Keeper(programs, run / "processes.json", _say).run(lambda: _say("ready", url=site.url))


def _run(command: list[str]) -> None:
    """Run a step of the start; where it fails it has said why."""
    done = subprocess.run(command, cwd=nginx.ROOT)
    if done.returncode:
        sys.exit(done.returncode)


def _folders(run: Path) -> None:
    """What nginx writes to while it works; its workers may be another user's."""
    (run / "tmp").mkdir(parents=True, exist_ok=True)
    run.chmod(0o755)


def _process(site: nginx.Site, number: int, data: Path) -> Program:
    """One dashboard process on its own port of this machine."""
    port = site.ports[number - 1]
    options = {
        "server.port": port,
        "server.address": "127.0.0.1",
        "server.baseUrlPath": site.base.strip("/"),
    }
    command = [sys.executable, "-m", "streamlit", "run", str(nginx.ROOT / "app.py")]
    for name, value in options.items():
        command += [f"--{name}", str(value)]
    environment = os.environ | {
        "CLEAN_GOVERNANCE_DATA": str(data),
        "CLEAN_GOVERNANCE_RUN": str(site.run),
        "CLEAN_GOVERNANCE_LOG": str(site.run / f"p{number}.jsonl"),
        # one secret for all: a form that one process gave out another one takes
        "STREAMLIT_SERVER_COOKIE_SECRET": _secret(site.run),
    }
    health = f"http://127.0.0.1:{port}{site.base}/_stcore/health"
    return Program(f"p{number}", command, environment, nginx.ROOT, health)


def _secret(run: Path) -> str:
    """The key that cookies are signed with; kept, so that a restart signs nobody out."""
    path = run / "cookie_secret"
    if not path.is_file():
        path.touch(mode=0o600)
        path.write_text(secrets.token_hex(32))
    return path.read_text()


def _free_ports(count: int, above: int) -> list[int]:
    """The next ports that nobody listens on.

    Not any that the system offers: those it gives to outgoing connections too, and one of them
    could take a port while its process is being started again.
    """
    found = []
    for port in range(above + 1, 65536):
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            found.append(port)
        if len(found) == count:
            return found
    raise click.UsageError(f"no free ports above {above}")


def _say(event: str, **facts: object) -> None:
    """One line of JSON, as the dashboard's own log."""
    now = datetime.fromtimestamp(time.time()).astimezone().isoformat(timespec="milliseconds")
    line = {"time": now, "level": "INFO", "event": event, **facts}
    print(json.dumps(line, ensure_ascii=False), file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(prog_name="python -m deploy")
