"""`ally ask` and `ally search`."""

from typing import Annotated

import typer

from assistant.cli import options


def ask(
    question: Annotated[str, typer.Argument(help="The question, in quotation marks.", metavar="QUESTION")],
    viewer: options.As = None,
    kind: options.Kind = None,
    speaker: options.Speaker = None,
    partner: options.Partner = None,
    source: options.Source = None,
    audience: options.Audience = None,
    after: options.After = None,
    before: options.Before = None,
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Answer a question, with citations."""
    from assistant.cli import printing
    from assistant.question import checked

    filters = options.filters_from(
        kind=kind, speaker=speaker, partner=partner, source=source, audience=audience, after=after, before=before
    )
    answer = options.reached(url, data, viewer).ask(checked(question), filters)
    if as_json:
        printing.print_json(answer)
    else:
        printing.print_answer(answer)
    if answer.status == "failed":
        raise typer.Exit(1)


def search(
    query: Annotated[str, typer.Argument(help="What to look for, in quotation marks.", metavar="QUERY")],
    k: Annotated[int, typer.Option("-k", min=1, max=100, help="How many passages.", metavar="N")] = 8,
    viewer: options.As = None,
    kind: options.Kind = None,
    speaker: options.Speaker = None,
    partner: options.Partner = None,
    source: options.Source = None,
    audience: options.Audience = None,
    after: options.After = None,
    before: options.Before = None,
    data: options.Data = None,
    url: options.Url = None,
    as_json: options.Json = False,
) -> None:
    """Show the passages that bear on a question, best first."""
    from assistant.cli import printing
    from assistant.question import checked

    filters = options.filters_from(
        kind=kind, speaker=speaker, partner=partner, source=source, audience=audience, after=after, before=before
    )
    hits = options.reached(url, data, viewer).search(checked(query), filters, k)
    if as_json:
        printing.print_json({"hits": hits})
    else:
        printing.print_hits(hits)
