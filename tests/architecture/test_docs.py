"""The pages: set-up is two commands, links lead somewhere, each decision says what keeps it."""

import re

from tests.architecture.sources import ROOT, name_of, none

PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "src" / "facet").glob("*/README.md")]
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


def test_the_readme_sets_up_in_two_commands():
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)

    assert [line.split("#")[0].strip() for line in "".join(blocks).splitlines()] == ["make run", "make test"]


def test_links_lead_somewhere():
    none(
        f"{name_of(page)}: {link}"
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    )


def test_each_decision_ends_with_what_keeps_it():
    pages = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))

    assert [page.name[:4] for page in pages] == [f"{number:04}" for number in range(1, len(pages) + 1)]
    none(page.name for page in pages if not page.read_text("utf-8").strip().split("\n\n")[-1].startswith("Kept by: "))
