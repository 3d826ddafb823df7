"""How a Chinese name is typed by somebody in a hurry: in pinyin, or by first letters. Pure."""


def sounds_of(name: str) -> str:
    """`name` in pinyin without tones, and its initials: 足金手镯 → "zujinshouzhuo zjsz"."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 -- its dictionaries take a moment, and only writers need them

    letters = lazy_pinyin(name, style=Style.NORMAL, errors="default")
    words = "".join(letters).lower().replace(" ", "")
    first = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER, errors="default")).lower().replace(" ", "")
    return f"{words} {first}"[:400]
