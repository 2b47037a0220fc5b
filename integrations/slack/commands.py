"""`ally slack`: registered with the command line through the entry-point group `ally.commands`."""

from typing import Annotated

import typer

from assistant.cli import options
from assistant.cli.options import Data

app = typer.Typer(help="Answer in Slack.", rich_markup_mode=None)


@app.callback(invoke_without_command=True)
def slack(context: typer.Context, data: Data = None) -> None:
    """Answer in Slack through its socket, with the tokens in SLACK_BOT_TOKEN and SLACK_APP_TOKEN."""
    if context.invoked_subcommand is None:
        from integrations.slack.standalone import stand

        stand(options.settings_from(data))


@app.command()
def check(as_json: Annotated[bool, typer.Option("--json", help="Print JSON for programs.")] = False) -> None:
    """Check tokens, scopes and events, and say what is missing."""
    from integrations.slack.checking import checked

    findings = checked(options.settings_from(None))
    if as_json:
        from assistant.cli import printing

        printing.print_json({"findings": [finding.as_json() for finding in findings]})
    else:
        for finding in findings:
            typer.echo(finding.line())
    if any(finding.is_missing for finding in findings):
        raise typer.Exit(1)
