"""nginx's configuration: one upstream a process, each with the others behind it."""

from __future__ import annotations

import os
import re
import shutil
import string
import tomllib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEMPLATE = Path(__file__).with_name("nginx.conf.template")
PART = re.compile(r"[A-Za-z0-9_-]+")
# Nobody is set aside after a refused connection: it is refused at once on this machine, and nginx
# forgives only when a request has ended, which an open session does not.
ALWAYS = "max_fails=0"


class Template(string.Template):
    """@{name}: nginx writes its own variables with a dollar."""

    delimiter = "@"


@dataclass(frozen=True, slots=True)
class Site:
    """Where readers come in, and the ports behind."""

    address: str
    port: int
    base: str  # "" or "/name"
    ports: tuple[int, ...]
    run: Path

    @property
    def url(self) -> str:
        """What a reader on this machine types."""
        host = "127.0.0.1" if self.address == "0.0.0.0" else self.address
        return f"http://{host}:{self.port}{self.base}/"


def program() -> str | None:
    """Where nginx is; it often lies beside what users' paths name."""
    return shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/sbin")


def base_path(told: str) -> str:
    """A base path as nginx takes it: "" or "/name", whatever slashes were typed.

    Raises:
        ValueError: it holds what is no letter, digit, - or _.
    """
    parts = [part for part in told.split("/") if part]
    if not all(PART.fullmatch(part) for part in parts):
        raise ValueError(f"base path {told!r}: letters, digits, - and _ only")
    return "".join(f"/{part}" for part in parts)


def configuration(site: Site) -> str:
    """The whole file."""
    names = [f"p{number}" for number in range(1, len(site.ports) + 1)]
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        run=site.run,
        root=ROOT,
        streamlit=Path(find_spec("streamlit").origin).parent,
        base=site.base,
        listen=f"{site.address}:{site.port}",
        upload=_upload_megabytes() + 1,
        wanted="\n".join(f"        {name} {name};" for name in names),
        # where a second process answered, its address is the last
        answered="\n".join(
            f'        "~:{port}$" {name};' for name, port in zip(names, site.ports, strict=True)
        ),
        upstreams="\n".join([_upstream("anyone", site.ports, ()), *_upstreams(names, site.ports)]),
        redirects=_redirects(site.base),
    )


def _upstreams(names: list[str], ports: tuple[int, ...]) -> list[str]:
    return [
        _upstream(name, (port,), tuple(other for other in ports if other != port))
        for name, port in zip(names, ports, strict=True)
    ]


def _upstream(name: str, ports: tuple[int, ...], behind: tuple[int, ...]) -> str:
    servers = [f"server 127.0.0.1:{port} {ALWAYS};" for port in ports]
    servers += [f"server 127.0.0.1:{port} backup {ALWAYS};" for port in behind]
    body = "\n".join(f"        {line}" for line in (f"zone {name} 64k;", *servers, "keepalive 8;"))
    return f"    upstream {name} {{\n{body}\n    }}"


def _redirects(base: str) -> str:
    if not base:
        return ""
    return (
        f"        location = {base} {{\n            return 308 {base}/$is_args$args;\n        }}\n"
        f"        location = / {{\n            return 302 {base}/;\n        }}"
    )


def _upload_megabytes() -> int:
    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    return told["server"]["maxUploadSize"]
