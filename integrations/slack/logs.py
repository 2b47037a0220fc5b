"""The integration's own logger, whose lines are the service's."""

import structlog


def logger() -> structlog.stdlib.BoundLogger:
    """One JSON object a line for the operator."""
    log: structlog.stdlib.BoundLogger = structlog.get_logger("ally.slack")
    return log
