"""Answers judged by a language model, which is optional: what it says varies, and that is shown."""
