"""A run as one HTML file that needs nothing else: the verdict, what to fix first, the figures, and every case."""

from eval.report.writing import write_html

__all__ = ["write_html"]
