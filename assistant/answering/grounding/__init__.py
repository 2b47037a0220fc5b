"""Sentence and quote: nothing a model writes is relied on unless words of a source carry it."""
