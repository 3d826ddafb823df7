"""Cuts the one small sprite of the icons that our pages use out of Tabler's five thousand.

Found in templates: the first word of `icon` and `empty_state`, the second of `badge`, and
`icon=…` arguments; in Python and JavaScript: whatever is given to a key or argument `icon`.
The sprite is a build product, served as `build/icons.svg`; a symbol's id is the icon's name.
"""

import re
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

PUBLIC_NAME = "build/icons.svg"
_NAME = r"[a-z][a-z0-9-]*"
_IN_TEMPLATES = (
    re.compile(rf"""{{%\s*(?:icon|empty_state)\s+["']({_NAME})["']"""),
    re.compile(rf"""{{%\s*badge\s+["'][a-z]+["']\s+["']({_NAME})["']"""),
    re.compile(rf"""\bicon=["']({_NAME})["']"""),
)
_IN_CODE = (
    re.compile(rf"""\bicon["']?\s*[=:]\s*["']({_NAME})["']"""),
    re.compile(rf"""\bIcon\(\s*["']({_NAME})["']"""),
)
_OUTER = re.compile(r"<svg[^>]*>(.*?)</svg>", re.DOTALL)
_INVISIBLE = re.compile(r'<path stroke="none" d="M0 0h24v24H0z" fill="none"\s*/>')
_OUTLINE = 'fill="none" stroke="currentColor" stroke-linecap="round" stroke-linejoin="round"'  # width: our CSS
_FILLED = 'fill="currentColor"'


class UnknownIcons(ImproperlyConfigured):
    """A page names an icon that Tabler does not have."""


def build_folder() -> Path:
    """Where what we make out of others' files lies; git ignores it."""
    return Path(settings.NPM_ROOT).parent / "build"


def sprite_path() -> Path:
    """Where the sprite lies once it is cut."""
    return build_folder() / "icons.svg"


def used(root: Path) -> dict[str, str]:
    """Every icon that the sources under `root` name, and one file that names it."""
    found: dict[str, str] = {}
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".html", ".py", ".js"} or "tests" in path.parts:
            continue
        patterns = _IN_TEMPLATES if path.suffix == ".html" else _IN_CODE
        text = path.read_text(encoding="utf-8")
        for pattern in patterns:
            for name in pattern.findall(text):
                found.setdefault(name, str(path.relative_to(root)))
    return found


def drawing(name: str) -> Path | None:
    """Tabler's outline drawing of `name` (`-filled` names take the filled one), or None."""
    source = Path(settings.NPM_ROOT) / "@tabler" / "icons" / "icons"
    kind, stem = ("filled", name.removesuffix("-filled")) if name.endswith("-filled") else ("outline", name)
    path = source / kind / f"{stem}.svg"
    return path if path.is_file() else None


def unknown(names: Iterable[str]) -> list[str]:
    """The names that Tabler has no drawing for."""
    return sorted(name for name in names if drawing(name) is None)


def cut() -> int:
    """Write the sprite; gives the number of icons. Raises: UnknownIcons, after writing the known ones."""
    named = used(Path(__file__).resolve().parents[1])
    symbols = []
    for name in sorted(named):
        if path := drawing(name):
            look = _FILLED if name.endswith("-filled") else _OUTLINE
            symbols.append(f'<symbol id="{name}" viewBox="0 0 24 24" {look}>{_body(path.read_text("utf-8"))}</symbol>')
    sprite_path().parent.mkdir(parents=True, exist_ok=True)
    sprite_path().write_text(f'<svg xmlns="http://www.w3.org/2000/svg">{"".join(symbols)}</svg>\n', encoding="utf-8")
    if lost := unknown(named):
        raise UnknownIcons("; ".join(f"{name} ({named[name]})" for name in lost))
    return len(symbols)


def _body(svg: str) -> str:
    """What the drawing draws, without its frame and Tabler's invisible background path."""
    inside = _OUTER.search(svg)
    body = inside.group(1) if inside else ""
    return " ".join(_INVISIBLE.sub("", body).split())
