"""One screen's help."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Help:
    """Five lines at most in each language: what this is, how to do the usual thing, what to watch.

    `keys` are (keys, Chinese, English); `related` are url names.
    """

    zh: tuple[str, ...]
    en: tuple[str, ...]
    title_zh: str
    title_en: str
    keys: tuple[tuple[str, str, str], ...] = ()
    related: tuple[str, ...] = field(default_factory=tuple)
