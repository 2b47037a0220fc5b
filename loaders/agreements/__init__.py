"""The parts of an agreement: preamble, parties, clauses, definitions, references, redactions, signatures."""
