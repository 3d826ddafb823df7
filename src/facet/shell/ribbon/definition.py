"""What a ribbon is made of: tabs, groups, commands, and the words that may not be used in it."""

from dataclasses import dataclass

from facet.kernel.permissions import Actor

# A label with one of these says nothing. Source: ux.md §1.2 (Windows UX guide).
BANNED_WORDS = frozenset(
    {"tools", "actions", "more", "settings", "options", "basic", "advanced", "misc", "other", "etc"}
)


def pgettext(context: str, msgid: str) -> str:
    """Mark `msgid` for the translators: a ribbon's word may need another translation than the same word elsewhere."""
    return msgid


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One thing a person can start, and its only home.

    `label` and `hint` are English msgids; the hint starts with a verb. `words` are what people
    call it when they search, Chinese first: the first word is the Chinese label. `permission`
    names the rights of which one is enough; empty: everybody. `beyond_own` keeps it from those whose right
    reaches their own records only. `query` is what follows the address; `{staff}` in it is the person's own number.
    """

    key: str
    url: str
    icon: str
    label: str
    hint: str
    keytip: str
    words: str
    permission: str | tuple[str, ...] = ()
    large: bool = False
    danger: bool = False
    query: str = ""
    beyond_own: bool = False

    @property
    def permissions(self) -> tuple[str, ...]:
        return (self.permission,) if isinstance(self.permission, str) else self.permission

    def for_role(self, actor: Actor) -> bool:
        """Whether this actor can ever use it; a command is absent otherwise, not greyed out."""
        return not self.permissions or any(self._given(actor, permission) for permission in self.permissions)

    def _given(self, actor: Actor, permission: str) -> bool:
        return actor.may(permission) and not (self.beyond_own and actor.scope(permission).own)


@dataclass(frozen=True, slots=True)
class Group:
    """Three to five commands that belong together; `icon` is shown when the group is folded."""

    label: str
    icon: str
    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Tab:
    """One word on the title bar. `namespaces` are the url namespaces whose pages stand under it, and
    single screens of other namespaces ("shell:imports")."""

    key: str
    label: str
    keytip: str
    groups: tuple[Group, ...]
    namespaces: tuple[str, ...] = ()

    @property
    def commands(self) -> list[Command]:
        return [command for group in self.groups for command in group.commands]
