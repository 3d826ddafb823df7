"""No log line carries a person's data."""

import io
import json
import logging

import pytest
import structlog

from facet.kernel import logging as facet_logging
from facet.kernel.logging import redact


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("called 13912345678 twice", "called [phone] twice"),
        ("called 139 1234 5678", "called [phone]"),
        ("called +86 139-1234-5678", "called [phone]"),
        ("called １３９１２３４５６７８", "called [phone]"),
        ("id 11010519491231002X!", "id [identity]!"),
        ("card 6222020200112233445", "card [number]"),
        ("mail lin@example.com now", "mail [mail] now"),
        ("GET /members?search=%E6%9E%97&page=2", "GET /members?search=[search]&page=2"),
        ("Authorization: Bearer abc.def.ghi-123", "Authorization: [secret]"),
        ("password=hunter2&x=1", "password=[secret]&x=1"),
        ("receipt JF-20251224-0031, 12345.00, 10255 mg", "receipt JF-20251224-0031, 12345.00, 10255 mg"),
        ("sale 9b2f13912345678", "sale 9b2f13912345678"),
        ("GET /members/card/dGhpcy1vcGVucy1oZXItcGFnZQ", "GET /members/card/[secret]"),
        ("Not Found: /members/join/1a2b:3c4d:e5f6g7h8i9j0", "Not Found: /members/join/[secret]"),
        ("GET /members/card/types", "GET /members/card/types"),
    ],
)
def test_redact(text, clean):
    assert redact(text) == clean


@pytest.fixture
def lines():
    """Log lines as they leave the house; the settings before are put back."""
    root = logging.getLogger()
    handlers, level, config = root.handlers, root.level, structlog.get_config()
    facet_logging.configure()
    stream = io.StringIO()
    root.handlers[0].setStream(stream)
    yield stream
    root.handlers = handlers
    root.setLevel(level)
    structlog.configure(**config)


def test_our_lines_and_the_libraries_lines_are_redacted(lines):
    structlog.get_logger("facet.test").warning(
        "failed", phone="x", facts={"name": "林嘉慧", "id": 5}, note_text="13912345678"
    )
    structlog.get_logger("facet.test").warning("counted", by={"13912345678": 2})
    logging.getLogger("django").error("bad request of %s", "13912345678")

    ours, counted, theirs = (json.loads(line) for line in lines.getvalue().splitlines())
    assert (ours["phone"], ours["facts"], ours["note_text"]) == ("[private]", {"name": "[private]", "id": 5}, "[phone]")
    assert (ours["event"], ours["level"], ours["logger"]) == ("failed", "warning", "facet.test")
    assert counted["by"] == {"[phone]": 2}
    assert theirs["event"] == "bad request of [phone]"


def test_tracebacks_are_redacted(lines):
    try:
        raise ValueError("member 13912345678")
    except ValueError:
        logging.getLogger("x").exception("fell over")

    assert "ValueError: member [phone]" in lines.getvalue()
    assert "13912345678" not in lines.getvalue()
