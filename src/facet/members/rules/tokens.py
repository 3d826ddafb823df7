"""What a member can be found by, and what an entry in the search field asks for. Pure.

Texts here are plain; the service makes HMACs of them, so the database holds neither.
Source: docs/algorithms/member_search.md; decisions.md D10.
"""

import re
from dataclasses import dataclass
from datetime import date

from facet.kernel.errors import Invalid
from facet.members.rules import contacts
from facet.members.rules.lunar import lunar_month_day
from facet.members.rules.names import is_han, surname_of
from facet.members.rules.readings import folded, surname_syllables, syllables_of
from facet.members.rules.words import TokenKind

_LONGEST_NAME_PART = 4
_LONGEST_PREFIX = 24
_MOST_STARTS = 4  # syllables a pinyin entry may begin at

Text = tuple[TokenKind, str]

_MEMBER_NUMBER = re.compile(r"m(\d{1,8})", re.IGNORECASE)
_MONTH_DAY = re.compile(r"(农历|農曆|阴历|陰曆|lunar)?\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号號]?", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Findable:
    """The plain facts of one member that search knows. `phone` is E.164."""

    name: str
    phone: str = ""
    email: str = ""
    birth_date: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What one entry asks for: any of the texts, or a number in the clear.

    `name_has` and `phone_ends` are checked on the opened rows, where the index is coarser than
    the entry. An entry with neither texts nor number is too short to ask anything.
    """

    texts: tuple[Text, ...] = ()
    number: str = ""  # a member's or card's number, exact
    name_has: str = ""
    phone_ends: str = ""

    @property
    def is_too_short(self) -> bool:
        return not self.texts and not self.number


def texts_of(member: Findable) -> frozenset[Text]:
    """Every text that finds `member`. About 25 for a name of three characters with a phone."""
    texts = _name_texts(member.name) | _latin_texts(member.name) | _phone_texts(member.phone)
    if member.email:
        texts.add((TokenKind.EMAIL, member.email.casefold()))
    if member.birth_date:
        texts.add((TokenKind.SOLAR, month_day(member.birth_date)))
        texts.add((TokenKind.LUNAR, lunar_month_day(member.birth_date)))
    return frozenset(texts)


def month_day(day: date) -> str:
    """05-14."""
    return f"{day.month:02}-{day.day:02}"


def _name_texts(name: str) -> set[Text]:
    plain = folded(name)
    texts = {(TokenKind.NAME, folded(surname_of(name)))} if name and is_han(name[0]) else set()
    for length in range(2, _LONGEST_NAME_PART + 1):
        for start in range(len(plain) - length + 1):
            part = plain[start : start + length]
            if not part.isascii():
                texts.add((TokenKind.NAME, part))
    return texts


def _latin_texts(name: str) -> set[Text]:
    """Prefixes of two letters and more, from every syllable on: chen…, ya…, qi…; and chenyq."""
    texts: set[Text] = set()
    surname_length = surname_syllables(name)
    for way in syllables_of(name):
        for start in range(min(len(way), _MOST_STARTS)):
            rest = "".join(way[start:])
            texts |= _prefixes(TokenKind.PINYIN, rest)
            texts |= _prefixes(TokenKind.PINYIN, rest.replace("v", "u"))
            texts |= _prefixes(TokenKind.INITIALS, "".join(syllable[:1] for syllable in way[start:]))
        short = "".join(way[:surname_length]) + "".join(syllable[:1] for syllable in way[surname_length:])
        if len(way) > surname_length:
            texts.add((TokenKind.PINYIN, short[:_LONGEST_PREFIX]))
    return texts


def _prefixes(kind: TokenKind, written: str) -> set[Text]:
    return {(kind, written[:length]) for length in range(2, min(len(written), _LONGEST_PREFIX) + 1)}


def _phone_texts(phone: str) -> set[Text]:
    if not phone:
        return set()
    home = contacts.national_digits(phone)
    return {(TokenKind.PHONE, phone.lstrip("+")), (TokenKind.PHONE, home), (TokenKind.TAIL, home[-4:])}


def entry_of(text: str) -> Entry:
    """What `text` asks for, decided by its form alone."""
    entry = text.strip()
    if found := _MEMBER_NUMBER.fullmatch(entry):
        return Entry(number=f"M{int(found[1]):08}")
    if "@" in entry:
        return Entry(texts=((TokenKind.EMAIL, entry.casefold()),))
    if found := _MONTH_DAY.fullmatch(entry):
        return _birthday_entry(int(found[2]), int(found[3]), only_lunar=bool(found[1]))
    digits = re.sub(r"[\s().\-]", "", entry)
    if re.fullmatch(r"\+?\d+", digits):
        return _digits_entry(digits)
    plain = folded(entry)
    if plain.isascii():
        return _latin_entry(plain)
    if len(plain) <= _LONGEST_NAME_PART:
        return Entry(texts=((TokenKind.NAME, plain),))
    return Entry(texts=((TokenKind.NAME, plain[:_LONGEST_NAME_PART]),), name_has=plain)


def _birthday_entry(month: int, day: int, *, only_lunar: bool) -> Entry:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return Entry()
    lunar = (TokenKind.LUNAR, f"{month:02}-{day:02}")
    return Entry(texts=(lunar,) if only_lunar else ((TokenKind.SOLAR, lunar[1]), lunar))


def _digits_entry(digits: str) -> Entry:
    plain = digits.lstrip("+")
    if len(plain) < 4:
        return Entry()
    if len(plain) == 4:
        return Entry(texts=((TokenKind.TAIL, plain),), number=plain)
    if len(plain) < 11:  # part of a number: its end, as people read it out
        texts = ((TokenKind.PHONE, plain), (TokenKind.TAIL, plain[-4:]))
        return Entry(texts=texts, number=plain, phone_ends=plain)
    try:
        whole = contacts.normal_phone(digits).lstrip("+")
    except Invalid:
        whole = plain
    return Entry(texts=tuple(dict.fromkeys([(TokenKind.PHONE, plain), (TokenKind.PHONE, whole)])), number=plain)


def _latin_entry(plain: str) -> Entry:
    if len(plain) < 2:
        return Entry()
    cut = plain[:_LONGEST_PREFIX]
    texts = ((TokenKind.PINYIN, cut), (TokenKind.INITIALS, cut))
    return Entry(texts=texts, number=plain.upper() if any(each.isdigit() for each in plain) else "")
