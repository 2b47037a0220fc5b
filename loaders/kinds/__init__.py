"""One module for each kind of document: what it keeps beyond its format."""
