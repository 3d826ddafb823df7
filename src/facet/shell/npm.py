"""Serves the files of node_modules that we name, and the icon sprite that we cut; nothing else.

Settings: NPM_ROOT, and NPM_FILES = {path inside it: public name}. Source: stack.md §2.
"""

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

from facet.shell.icons import PUBLIC_NAME, sprite_path

# Their maps are not served, and the manifest storage would look for them.
_MAP_COMMENT = re.compile(rb"(/\*# sourceMappingURL=\S+ ?\*/|//# sourceMappingURL=\S+)")


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
        return ContentFile(_MAP_COMMENT.sub(b"", self.files[str(name)].read_bytes()), name=name)


class NpmFinder(BaseFinder):
    """Finds the allow-listed front-end files."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.files = {public: Path(settings.NPM_ROOT) / inside for inside, public in settings.NPM_FILES.items()}
        self.files[PUBLIC_NAME] = sprite_path()
        self.storage = MappedStorage(self.files)

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        missing = [public for public in self.files if not self.storage.exists(public)]
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
