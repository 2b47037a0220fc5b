"""One short adapter for each body of data that Ally is measured on."""
