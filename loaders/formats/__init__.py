"""One module for each format, and what formats share."""
