"""What is known: the catalog and the indexes derived from it."""
