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
    as_json: options.Json = False,
) -> None:
    """Answer a question in the sources' own words, with citations."""
    import asyncio

    from assistant.build import assistant_from, open_knowledge
    from assistant.cli import printing
    from assistant.question import checked

    filters = options.filters_from(
        kind=kind, speaker=speaker, partner=partner, source=source, audience=audience, after=after, before=before
    )
    settings = options.settings_from(data)
    question = checked(question)
    with open_knowledge(settings) as knowledge:
        assistant = assistant_from(knowledge, settings)
        answer = asyncio.run(assistant.ask(question, options.viewer_from(viewer), filters))
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
    as_json: options.Json = False,
) -> None:
    """Show the passages that bear on a question, best first."""
    import asyncio

    from assistant.build import assistant_from, open_knowledge
    from assistant.cli import printing
    from assistant.question import checked

    filters = options.filters_from(
        kind=kind, speaker=speaker, partner=partner, source=source, audience=audience, after=after, before=before
    )
    settings = options.settings_from(data)
    query = checked(query)
    with open_knowledge(settings) as knowledge:
        assistant = assistant_from(knowledge, settings)
        hits = asyncio.run(assistant.search(query, options.viewer_from(viewer), filters, k))
    if as_json:
        printing.print_json({"hits": hits})
    else:
        printing.print_hits(hits)
