"""Saved web pages: the article told from the page around it."""
