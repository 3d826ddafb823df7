"""Logs as facts, one JSON object a line, personal data blacked out on the way.

`configure()` is called once by kernel.apps; `redact` serves everybody who must put a foreign
text (an exception, a header) where people read it later.
"""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

_SECRETS = re.compile(
    r"(?i)\b(authorization|cookie|set-cookie|password|passwd|secret|token|api[_-]?key|csrfmiddlewaretoken)"
    r"(\"?\s*[:=]\s*\"?)(bearer\s+)?[^\s\"',;&]+"
)
_BEARER = re.compile(r"(?i)\bbearer\s+[A-Za-z0-9._~+/=-]{8,}")
_MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}")
_IDENTITY = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{16}[0-9Xx](?![0-9A-Za-z])")  # 18-digit resident number
_CARD = re.compile(r"(?<![0-9A-Za-z])[0-9]{13,19}(?![0-9A-Za-z])")
_PHONE = re.compile(r"(?<![0-9A-Za-z])(?:\+?86[- ]?)?1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}(?![0-9A-Za-z])")
_SEARCH = re.compile(r"(?i)([?&](?:search|q|phone|name|email)=)[^&\s\"]+")
# An address that opens by what stands in it: a customer's card page, an invitation, a file to fetch.
_OPENING = re.compile(
    r"(?i)(/(?:join|card|fetch|exports|passport|supplier)/)(?=[^/\s\"]*[A-Za-z])[A-Za-z0-9_.~:-]{16,}"
)
_PRIVATE = frozenset(
    "phone name email wechat address birth_date id_number note password token authorization cookie".split()
)
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")


def redact(text: str) -> str:
    """`text` without telephone, identity and card numbers, mail addresses, tokens and search words."""
    text = _SECRETS.sub(r"\1\2[secret]", _BEARER.sub("Bearer [secret]", text.translate(_NARROW)))
    text = _OPENING.sub(r"\1[secret]", _SEARCH.sub(r"\1[search]", text))
    text = _MAIL.sub("[mail]", text)
    text = _IDENTITY.sub("[identity]", text)
    return _CARD.sub("[number]", _PHONE.sub("[phone]", text))


def redact_facts(_logger: Any, _method: str, facts: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A structlog step: named private facts go, texts in all others are redacted."""
    for name, value in list(facts.items()):
        facts[name] = "[private]" if name in _PRIVATE and value else _redacted(value)
    return facts


def _redacted(value: Any) -> Any:
    if isinstance(value, str):
        return redact(value)
    if isinstance(value, dict):
        return {name: "[private]" if name in _PRIVATE and each else _redacted(each) for name, each in value.items()}
    if isinstance(value, list | tuple | set):
        return [_redacted(each) for each in value]
    return value if isinstance(value, int | float | bool | None) else redact(str(value))


class RedactingFormatter(structlog.stdlib.ProcessorFormatter):
    """The last step also blacks out what a traceback quotes."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


def configure(*, level: str = "INFO", lines: str = "json") -> None:
    """Send every log line, ours and the libraries', through the same redaction to standard error."""
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        redact_facts,
    ]
    renderer = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if lines == "json"
        else structlog.dev.ConsoleRenderer(colors=False)
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        RedactingFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
