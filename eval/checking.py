"""What is wrong with a suite, line by line: cases that cannot be read, and gold that does not stand in the corpus."""

from collections.abc import Iterator

from assistant.errors import UsageError
from eval.answerers import viewer_of
from eval.case_files import Fault
from eval.cases import Case
from eval.corpus import Corpus, GoldError
from eval.suite import Suite


def faults_of(suite: Suite, corpus: Corpus) -> list[Fault]:
    """Every fault, in the order of files and lines."""
    found = [Fault(each.file, each.line, problem) for each in suite.placed for problem in _problems(each.case, corpus)]
    return sorted([*suite.faults, *found], key=lambda fault: (str(fault.file), fault.line))


def _problems(case: Case, corpus: Corpus) -> Iterator[str]:
    try:
        visible = viewer_of(case).visible(corpus.audiences)
    except UsageError as error:
        yield str(error)
        return
    if case.reviewed and case.answerable and not (case.gold or case.expected_answers or case.must):
        yield "answerable, but with neither gold nor expected answers; give one of them"
    for gold in case.gold:
        try:
            found = corpus.range_of(gold)
        except GoldError as error:
            yield f"gold: {error}"
            continue
        audience = corpus.source(found.source).document_at(found.start).facets.audience
        if case.answerable and audience not in visible:
            yield f"gold: {found.source} is for {audience}, which the asker may not see; add it to as, or drop the gold"
