"""What may not lie in the tree: addresses, other people's files, the marks of one machine."""

import re
import subprocess

from tests.architecture.sources import ROOT, name_of, none

HERE = "tests/architecture/test_tree.py"  # names what it looks for
ADDRESSES = re.compile(
    r"pypi\.org|pythonhosted|registry\.npmjs|npmmirror|mirrors?\.\w+\.(?:com|cn|edu)|deb\.debian\.org"
    r"|--(?:extra-)?index-url|--find-links|\"resolved\":|registry\s*=\s*http"
)
ONE_MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home/\w+|Users/\w+)/")
OTHERS = re.compile(r"\.min\.(?:js|css)$|\.(?:woff2?|ttf|otf|eot|whl|jar|dll|so)$|(?:^|/)(?:vendor|third_party)/")
BIGGEST = 1_500_000  # bytes; a screenshot, at most
API = "docs/api/openapi.json"  # written by `./facet openapi`; it grows with the API


def tracked():
    words = ["git", "ls-files", "-co", "--exclude-standard"]
    listed = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def texts():
    for path in tracked():
        if name_of(path) != HERE:
            try:
                yield path, path.read_text(encoding="utf-8")
            except UnicodeDecodeError:
                continue


def test_no_package_host_is_named():
    none([name_of(path) for path, text in texts() if ADDRESSES.search(text)])


def test_pins_carry_hashes_and_no_addresses():
    pins = {path: path.read_text() for path in (ROOT / "requirements").glob("*.txt")}

    none([name_of(path) for path, text in pins.items() if re.search(r"http|file:|^-", text, re.MULTILINE)])
    none([name_of(path) for path, text in pins.items() if "--hash=sha256:" not in text])


def test_every_dependency_has_its_reason():
    lines = [line for path in (ROOT / "requirements").glob("*.in") for line in path.read_text().splitlines()]

    none([line for line in lines if line and line[0] not in "#-" and "#" not in line])


def test_no_path_of_one_machine():
    none([name_of(path) for path, text in texts() if ONE_MACHINE.search(text)])


def test_nothing_of_others_is_committed():
    none([name_of(path) for path in tracked() if OTHERS.search(name_of(path))])


def test_nothing_is_huge():
    written_by_us = [path for path in tracked() if name_of(path) != API]
    none([name_of(path) for path in written_by_us if path.stat().st_size > BIGGEST])
