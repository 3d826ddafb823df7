"""Every text has its Chinese, and no Chinese is left without its text."""

from facet.shell import catalogues
from tests.architecture.sources import none


def test_every_text_is_translated_and_no_translation_is_stale():
    none([str(finding) for finding in catalogues.findings()])
