"""The web page: static files that the service hands out as they are. There is no build step."""
