"""Finding a command by what people call it: Chinese, pinyin, initials, English, whole questions. Pure.

Every command has phrases: its label in both languages and the words it is known by. A query is
scored against each of them; the best phrase decides, and further hits break ties.
Source: ux.md §2.3 (recall@3 ≥ 95 % on task phrases), tests/test_search.py.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log

from pypinyin import lazy_pinyin

EXACT, PINYIN, STARTS, INITIALS, STARTS_PINYIN, WITHIN, ASKED = 1000, 900, 800, 760, 700, 600, 560
LEAST = 130  # below this a hit is noise
# What people put around the thing they mean.
_AROUND = re.compile(
    r"怎么样|怎么办|怎么|如何|我想要|我想|我要|想要|帮我|帮忙|请问|请|一下|吗|呢|啊|吧|了|在哪里|在哪儿|在哪|哪里|给客人|给顾客|客人|顾客要|客户要|一个|一张|一件|这个"
)
_STOP = frozenset(
    (
        "a an the to of for in on my me i we how do does can is are what where want need please with and or some"
        " this that it"
    ).split()
)
_HAN = re.compile(r"[\u3400-\u9fff]+")
_PARTS = re.compile(r"[\u3400-\u9fff]+|[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way to name a command."""

    text: str
    pinyin: str  # "" where there is no Chinese in it
    initials: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One command as the search sees it: its phrases, its English words, its Chinese in one string."""

    key: str
    phrases: tuple[Phrase, ...]
    words: frozenset[str]
    pairs: frozenset[str]  # all two-character pieces of the Chinese
    letters: frozenset[str]  # all Chinese characters


@dataclass(frozen=True, slots=True)
class Index:
    """All entries, and how telling each word and character is: a rare one says more than a common one."""

    entries: tuple[Entry, ...]
    weights: Mapping[str, float]

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> "Index":
        known = tuple(entries)
        seen = Counter(part for each in known for part in each.words | each.letters)
        return cls(known, {part: log(1 + len(known) / count) for part, count in seen.items()})

    def weight(self, part: str) -> float:
        """The weight of a word or character; one that nobody uses counts like a rare one."""
        return self.weights.get(part, 4.0)


def folded(text: str) -> str:
    """`text` for comparing: one width, one case, no blanks at the ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def entry(key: str, *names: str) -> Entry:
    """The search entry of a command: each name is a phrase; blanks part further phrases in the last one."""
    phrases = [folded(name) for name in names[:-1]]
    phrases += folded(names[-1]).split()
    words = {word for phrase in phrases for word in _PARTS.findall(phrase) if not _HAN.match(word)}
    return Entry(
        key=key,
        phrases=tuple(_phrase(text) for text in dict.fromkeys(phrases)),
        words=frozenset(words - _STOP),
        pairs=frozenset(pair for phrase in phrases for pair in _pairs(phrase)),
        letters=frozenset(letter for phrase in phrases for letter in "".join(_HAN.findall(phrase))),
    )


def find(query: str, index: Index, *, most: int = 6) -> list[str]:
    """The keys of what `query` most likely means, best first; entries keep their order among equals."""
    asked = folded(query)
    if not asked:
        return []
    scored = [(_score(asked, each, index), number, each.key) for number, each in enumerate(index.entries)]
    best = sorted((-score, number, key) for score, number, key in scored if score >= LEAST)
    return [key for _, _, key in best[:most]]


@lru_cache(maxsize=4096)
def _phrase(text: str) -> Phrase:
    if not _HAN.search(text):
        return Phrase(text, "", "")
    syllables = lazy_pinyin(text)
    return Phrase(text, "".join(syllables), "".join(syllable[0] for syllable in syllables if syllable))


def _score(asked: str, each: Entry, index: Index) -> int:
    core = _AROUND.sub("", asked) or asked
    compact = re.sub(r"[\s'’-]", "", asked)
    best = max((_phrase_score(text, phrase) for phrase in each.phrases for text in {asked, core, compact}), default=0)
    labels = each.phrases[:2]  # Chinese and English: they count a little more than what else it is called
    best += 50 * any(label.text == core for label in labels) + 10 * any(_phrase_score(core, label) for label in labels)
    return max(best, _words_score(asked, each, index), _chinese_score(core, each, index))


def _phrase_score(asked: str, phrase: Phrase) -> int:
    text = phrase.text
    if asked == text:
        return EXACT
    if len(asked) >= 2 or _HAN.match(asked):
        if text.startswith(asked):
            short = asked.isascii() and len(asked) < 3  # two letters are rather somebody's initials
            return STARTS - min(len(text) - len(asked), 50) - (150 if short else 0)
        if asked in text:
            return WITHIN - min(len(text) - len(asked), 50)
    if len(text) >= 2 and _HAN.search(text) and text in asked:
        return ASKED + 20 * len(text) - min(len(asked) - len(text), 20)
    return _latin_score(asked, phrase) if phrase.pinyin and asked.isascii() else 0


def _latin_score(asked: str, phrase: Phrase) -> int:
    if asked == phrase.pinyin:
        return PINYIN
    if len(asked) >= 2 and asked == phrase.initials:
        return INITIALS
    if len(asked) >= 3 and phrase.pinyin.startswith(asked):
        return STARTS_PINYIN - min(len(phrase.pinyin) - len(asked), 50)
    if len(asked) >= 2 and phrase.initials.startswith(asked):
        return WITHIN - 10 * (len(phrase.initials) - len(asked))
    if len(phrase.pinyin) >= 5 and phrase.pinyin in asked:
        return ASKED + len(phrase.pinyin)
    if len(asked) >= 4 and asked in phrase.pinyin:
        return ASKED - min(len(phrase.pinyin) - len(asked), 50)
    return 0


def _words_score(asked: str, each: Entry, index: Index) -> int:
    """How much of the query's Latin words the entry knows, by their beginnings; plain plurals count as one word."""
    words = [word for word in re.findall(r"[a-z0-9]+", asked) if word not in _STOP]
    whole = sum(index.weight(_stem(word)) for word in words)
    known = sum(_word_score(word, each.words) * index.weight(_stem(word)) for word in words)
    return round(520 * known / whole) if known else 0


def _stem(word: str) -> str:
    return word.removesuffix("s") if len(word) > 3 and not word.endswith("ss") else word


def _word_score(word: str, known: frozenset[str]) -> float:
    stem = _stem(word)
    if word in known or stem in known or f"{stem}s" in known:
        return 1.0
    if len(stem) >= 3 and any(each.startswith(stem) or (len(each) >= 4 and stem.startswith(each)) for each in known):
        return 0.8
    return 0.0


def _chinese_score(core: str, each: Entry, index: Index) -> int:
    """How much of the query's Chinese the entry has: pairs of characters tell most, then rare characters."""
    letters = "".join(_HAN.findall(core))
    shared = [letter for letter in letters if letter in each.letters]
    if len(shared) < 2:
        return 0
    weighed = sum(map(index.weight, shared)) / sum(map(index.weight, letters))
    pairs = _pairs(core)
    paired = sum(pair in each.pairs for pair in pairs) / len(pairs) if pairs else 0
    return round(260 * weighed + 260 * paired)


def _pairs(text: str) -> list[str]:
    return [run[i : i + 2] for run in _HAN.findall(text) for i in range(len(run) - 1)]
