"""The front-end files: only those we name are served, and icons are cut from Tabler's drawings."""

import gzip
import os
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from facet.shell import icons, npm
from facet.shell.npm import NpmFinder

DRAWING = '<svg\n width="24"><path stroke="none" d="M0 0h24v24H0z" fill="none" />\n  <path d="M1 2" />\n</svg>'


@pytest.fixture
def root(tmp_path, settings):
    """A node_modules with one library and two icons."""
    modules = tmp_path / "node_modules"
    for folder, name in (("outline", "diamond"), ("filled", "star")):
        (modules / "@tabler" / "icons" / "icons" / folder).mkdir(parents=True)
        (modules / "@tabler" / "icons" / "icons" / folder / f"{name}.svg").write_text(DRAWING)
    (modules / "lib").mkdir()
    (modules / "lib" / "lib.js").write_bytes(b"run()\n//# sourceMappingURL=lib.js.map")
    settings.NPM_ROOT = modules
    settings.NPM_FILES = {"lib/lib.js": "vendor/lib.js", "lib/gone.js": "vendor/gone.js"}
    return tmp_path


def test_only_named_files_that_exist_are_found(root):
    finder = NpmFinder()

    assert finder.find("vendor/lib.js") == str(root / "node_modules" / "lib" / "lib.js")
    assert finder.find("vendor/gone.js") == []
    assert finder.find("../lib/lib.js") == []
    assert finder.find("vendor/lib.js", find_all=True) == [str(root / "node_modules" / "lib" / "lib.js")]
    assert [name for name, _ in finder.list(None)] == ["vendor/lib.js"]


def test_a_missing_file_is_named_at_the_start(root):
    assert [warning.msg for warning in NpmFinder().check()] == [
        "vendor/gone.js is missing",
        "build/icons.svg is missing",
    ]


def test_the_storage_strips_the_map_comment(root):
    assert NpmFinder().storage.open("vendor/lib.js").read() == b"run()\n"


def test_build_gives_each_file_a_compressed_twin(root, settings):
    settings.NPM_FILES = {"lib/lib.js": "vendor/lib.js"}
    icons.sprite_path().parent.mkdir()
    icons.sprite_path().write_text("<svg/>")

    npm.build()

    served = Path(NpmFinder().find("vendor/lib.js"))
    assert served == root / "build" / "vendor" / "lib.js"
    assert served.read_bytes() == b"run()\n"
    assert "vendor/lib.js.gz" in [name for name, _ in NpmFinder().list(None)]
    assert gzip.decompress(served.with_name("lib.js.gz").read_bytes()) == b"run()\n"


def test_a_copy_older_than_its_source_is_not_served(root, settings):
    settings.NPM_FILES = {"lib/lib.js": "vendor/lib.js"}
    old = root / "build" / "vendor" / "lib.js"
    old.parent.mkdir(parents=True)
    old.write_text("old")
    os.utime(old, (0, 0))

    assert NpmFinder().find("vendor/lib.js") == str(root / "node_modules" / "lib" / "lib.js")


def test_icons_are_found_where_pages_and_code_name_them(tmp_path):
    (tmp_path / "a.html").write_text("""{% icon "diamond" %} {% badge "ok" 'check' x %} {% field f icon="scale" %}""")
    (tmp_path / "b.py").write_text("""Command(icon="home", name="x"), {"icon": 'user'}""")
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "c.html").write_text('{% icon "never" %}')

    assert icons.used(tmp_path) == {
        "diamond": "a.html",
        "check": "a.html",
        "scale": "a.html",
        "home": "b.py",
        "user": "b.py",
    }


def test_cut_draws_what_is_known_and_names_what_is_not(root, monkeypatch):
    monkeypatch.setattr(icons, "used", lambda _: {"diamond": "a.html", "star-filled": "a.html", "nope": "b.py"})

    with pytest.raises(icons.UnknownIcons, match=r"nope \(b.py\)"):
        icons.cut()

    sprite = icons.sprite_path().read_text()
    assert '<symbol id="diamond" viewBox="0 0 24 24" fill="none"' in sprite
    assert '<symbol id="star-filled" viewBox="0 0 24 24" fill="currentColor"><path d="M1 2" /></symbol>' in sprite
    assert "M0 0h24v24H0z" not in sprite


def test_the_house_serves_its_libraries():
    for public in ("vendor/tabler.css", "vendor/alpine.js", "vendor/echarts.js"):
        assert finders.find(public), public
