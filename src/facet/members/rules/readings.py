"""How a name is typed in Latin letters: pinyin with the readings of family names, and initials. Pure.

Source: docs/algorithms/member_search.md §3.
"""

import functools
import itertools
import unicodedata

import opencc
from pypinyin import Style, lazy_pinyin, pinyin

from facet.members.rules.names import is_han, surname_of
from facet.members.rules.surnames import READINGS

_MOST_READINGS = 12  # of one name: names with several rare characters would multiply


@functools.lru_cache(maxsize=1)
def _simplifier() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def folded(text: str) -> str:
    """`text` for comparison: simplified, small letters, no accents, blanks or points."""
    plain = _simplifier().convert(unicodedata.normalize("NFKC", text))
    letters = unicodedata.normalize("NFKD", plain.casefold().replace("ü", "v"))
    return "".join(each for each in letters if each.isalnum())


def syllables_of(name: str) -> list[tuple[str, ...]]:
    """The ways to read `name`, each as its syllables; the first is the right one as far as we know.

    The family name is read as one, then as the character is read elsewhere; each character of the
    given name has its usual reading, then its others. Latin words are one syllable each.
    """
    words = _words(name)
    usual = [_usual(word) for word in words]
    ways = [tuple(itertools.chain.from_iterable(usual))]
    for place, word in enumerate(words):
        for other in _other_readings(word, is_surname=place == 0):
            ways.append((*itertools.chain.from_iterable(usual[:place]), *other, *_after(usual, place)))
    return list(dict.fromkeys(ways))[:_MOST_READINGS]


def surname_syllables(name: str) -> int:
    """How many syllables of a reading are the family name."""
    surname = _simplifier().convert(surname_of(name))
    return len(surname) if surname and is_han(surname[0]) else 1


def _after(usual: list[list[str]], place: int) -> tuple[str, ...]:
    return tuple(itertools.chain.from_iterable(usual[place + 1 :]))


def _words(name: str) -> list[str]:
    """The family name, then each Han character, or each Latin word, of the rest."""
    simple = _simplifier().convert(unicodedata.normalize("NFKC", name)).strip()
    if not simple:
        return []
    surname = surname_of(simple)
    words = [surname]
    for part in simple[len(surname) :].replace("·", " ").split():
        words += list(part) if is_han(part[0]) else [part]
    return words


def _usual(word: str) -> list[str]:
    if word in READINGS:
        reading = READINGS[word][0]
        return _parted(reading, word)
    return [folded(syllable) for syllable in lazy_pinyin(word, style=Style.NORMAL)]


def _parted(reading: str, word: str) -> list[str]:
    """A compound family name's reading, parted as pypinyin reads its characters where that fits."""
    if len(word) == 1:
        return [reading]
    for first in range(1, len(reading)):
        tails = {folded(each) for each in pinyin(word[1], style=Style.NORMAL, heteronym=True)[0]}
        if reading[first:] in tails:
            return [reading[:first], reading[first:]]
    return [reading[: len(reading) // 2], reading[len(reading) // 2 :]]


def _other_readings(word: str, *, is_surname: bool) -> list[tuple[str, ...]]:
    if not is_han(word[0]):
        return []
    listed = [tuple(_parted(reading, word)) for reading in READINGS.get(word, ())] if is_surname else []
    each = [[folded(way) for way in pinyin(one, style=Style.NORMAL, heteronym=True)[0]] for one in word]
    return [*listed, *itertools.islice(itertools.product(*each), 6)]
