"""Before the doors open: what is wrong with a ceremony, a script, a text or a roster."""

import json

import click

from ceremony_tui.cli.door import ceremony, words
from ceremony_tui.desk import utc_now
from ceremony_tui.readiness import check as look
from ceremony_tui.readiness import listed, summary
from ceremony_tui.ui.kept import tested_profile

COLOURS = {True: "red", False: "yellow", None: None}


@ceremony.command()
@click.argument("target", metavar="FILE|SCRIPT|ROSTER")
@click.option("--json", "as_json", is_flag=True)
@click.pass_context
def check(context: click.Context, target: str, as_json: bool) -> None:
    """What is wrong before the doors open. Exit code 1 when something needs a person."""
    lang = words()
    findings = look(target, utc_now().astimezone(), tested_profile())
    told, ready = summary(findings, lang)
    if as_json:
        remarks = [found.json(lang) for found in findings]
        click.echo(json.dumps({"ok": ready, "remarks": remarks}, ensure_ascii=False))
    else:
        for line, needs_person in listed(findings, lang):
            heading = needs_person is None
            click.secho(line if heading else f"  {line}", fg=COLOURS[needs_person], bold=heading)
        click.secho(told, fg="green" if ready else "red", bold=True)
    context.exit(0 if ready else 1)
