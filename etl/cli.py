"""The command line `python -m etl`: each subcommand in its own module, loaded when asked for."""

from __future__ import annotations

from importlib import import_module

import click

# Subcommand → the module that holds it, as a click command named `command`.
_COMMANDS = {
    "build": "etl.build_command",
    "check": "etl.check_command",
    "extract": "etl.extract_command",
    "reports": "etl.reports_command",
    "terms": "etl.terms_command",
}


class _Lazy(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        module = _COMMANDS.get(cmd_name)
        return import_module(module).command if module else None


@click.group(cls=_Lazy)
def main() -> None:
    """把公开报告变成可核对的数据。"""
