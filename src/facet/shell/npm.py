"""Serves the files of node_modules that we name, and the icon sprite that we cut; nothing else.

Settings: NPM_ROOT, and NPM_FILES = {path inside it: public name}. `build()` copies them into
build/, with a compressed twin that whitenoise gives to browsers that can read it (635 kB of
Tabler become 80). Source: decision 0012.
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.contrib.staticfiles.utils import matches_patterns
from django.core.checks import CheckMessage
from django.core.checks import Warning as Missing
from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from facet.shell.icons import PUBLIC_NAME, build_folder

# Their maps are not served, and the manifest storage would look for them.
_MAP_COMMENT = re.compile(rb"(/\*# sourceMappingURL=\S+ ?\*/|//# sourceMappingURL=\S+)")


def _named() -> list[tuple[str, str]]:
    return list(settings.NPM_FILES.items())


def _built(public: str, source: Path) -> Path:
    """The copy in build/, unless it is older than its source or not there."""
    copy = build_folder() / public
    fresh = copy.is_file() and (not source.is_file() or copy.stat().st_mtime >= source.stat().st_mtime)
    return copy if fresh else source


def build() -> None:
    """Copy the named files, and compress them and the sprite."""
    copies = [build_folder() / "icons.svg"]
    for inside, public in _named():
        copy = build_folder() / public
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(_MAP_COMMENT.sub(b"", (Path(settings.NPM_ROOT) / inside).read_bytes()))
        copies.append(copy)
    for copy in copies:
        copy.with_name(copy.name + ".gz").write_bytes(gzip.compress(copy.read_bytes(), compresslevel=9, mtime=0))


class MappedStorage(FileSystemStorage):
    """Public names for files that lie somewhere else."""

    prefix = None

    def __init__(self, files: dict[str, Path]) -> None:
        super().__init__(location=settings.NPM_ROOT)
        self.files = files

    def path(self, name: str) -> str:
        return str(self.files[str(name)])

    def exists(self, name: str) -> bool:
        return str(name) in self.files and self.files[str(name)].is_file()

    def _open(self, name: str, mode: str = "rb") -> File:
        data = self.files[str(name)].read_bytes()
        return ContentFile(data if name.endswith(".gz") else _MAP_COMMENT.sub(b"", data), name=name)


class NpmFinder(BaseFinder):
    """Finds the allow-listed front-end files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.files = {public: _built(public, Path(settings.NPM_ROOT) / inside) for inside, public in _named()}
        self.files[PUBLIC_NAME] = build_folder() / "icons.svg"
        # whitenoise takes a compressed twin only when the finder lists it
        self.files |= {f"{public}.gz": path.with_name(f"{path.name}.gz") for public, path in self.files.items()}
        self.storage = MappedStorage(self.files)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [public for public in self.files if not public.endswith(".gz") and not self.storage.exists(public)]
        return [Missing(f"{name} is missing", hint="run: ./facet setup", id="facet.W001") for name in missing]

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        hit = self.storage.path(path) if self.storage.exists(path) else None
        if find_all or kwargs.get("all"):
            return [hit] if hit else []
        return hit or []

    def list(self, ignore_patterns: Any) -> Iterator[tuple[str, MappedStorage]]:
        for public in self.files:
            if self.storage.exists(public) and not matches_patterns(public, ignore_patterns or []):
                yield public, self.storage
