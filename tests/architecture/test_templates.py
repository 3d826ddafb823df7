"""Pages: the strict content policy holds, every word can be translated, every picture exists."""

import re

import pytest

from facet.shell import icons
from tests.architecture.sources import SRC, name_of, none, templates

INLINE = {
    "a script in the page": re.compile(r"<script(?![^>]*\b(?:src=|type=[\"']application/json))[^>]*>", re.IGNORECASE),
    "a style in the page": re.compile(r"<style\b", re.IGNORECASE),
    "an event attribute": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an htmx expression": re.compile(r"hx-(?:on[:-]|vals\s*=\s*[\"']js:)|\bhx-vars\b"),
    # A measure may be handed to the stylesheet: a share of a bar, a custom property. Nothing else.
    "a style attribute": re.compile(r"\bstyle\s*=\s*[\"'](?!--|width:\s*{{)", re.IGNORECASE),
}
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}", re.DOTALL)


def text_of(path):
    return COMMENT.sub("", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("what", INLINE)
def test_no_template_carries(what):
    none([name_of(path) for path in templates() if INLINE[what].search(text_of(path))])


def test_blocks_to_translate_are_trimmed():
    block = re.compile(r"{%\s*blocktranslate\b(?![^%]*\btrimmed\b)|{%\s*blocktrans\b(?!late)")

    none([name_of(path) for path in templates() if block.search(text_of(path))])


def test_every_icon_exists():
    named = icons.used(SRC)

    none(f"{name} in {named[name]}" for name in icons.unknown(named))


def test_no_page_fetches_from_elsewhere():
    outside = re.compile(r"""(?:src|href|action)=["'](?:https?:)?//""")

    none([name_of(path) for path in templates() if outside.search(text_of(path))])


def test_every_post_form_carries_the_csrf_token():
    form = re.compile(r"<form\b[^>]*method=[\"']post[\"'].*?</form>", re.IGNORECASE | re.DOTALL)
    naked = [name_of(path) for path in templates() for one in form.findall(text_of(path)) if "csrf_token" not in one]

    none(naked)
