"""Every refusal about works on goods, goods outside and sets. Pure."""

from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop


class WorkUnknown(NotFound):
    """No work has this number, or none of the viewer's stores."""

    code = "inventory.work_unknown"
    text = gettext_noop("There is no work “{number}” of your stores.")


class WorkNotPossible(Invalid):
    """The pieces or parts do not fit the work. Facts: `field`, `reason`."""

    code = "inventory.work_not_possible"


class PartsDisagree(Invalid):
    """More metal comes out than went in. Facts: `came`, `went` (grams as text)."""

    code = "inventory.parts_disagree"
    text = gettext_noop("{came} g of metal would come out, {went} g went in. Weigh the parts again.")


class WorkEnded(DomainError):
    """The work is past this step. Facts: `number`, `state` (word)."""

    code = "inventory.work_ended"
    text = gettext_noop("Work {number}: {state}. This cannot be done any more, or not yet.")


class WorkMovedOn(DomainError):
    """What was made has gone on since. Facts: `number`, `tags`."""

    code = "inventory.work_moved_on"
    text = gettext_noop("{number} cannot be undone: {tags} moved, was changed or is kept since. Take it apart instead.")


class WorkByYourself(DomainError):
    """Who did the work does not approve its loss. Facts: `name`."""

    code = "inventory.work_by_yourself"
    text = gettext_noop("{name} wrote this work down: somebody else must approve its loss.")


class NotOurGoods(DomainError):
    """Goods of others are not worked on. Facts: `tag`."""

    code = "inventory.not_our_goods"
    text = gettext_noop("{tag} is not our own: it is neither worked on nor sent out from here.")


class OutsideUnknown(NotFound):
    """No note of goods outside has this number, or none of the viewer's stores."""

    code = "inventory.outside_unknown"
    text = gettext_noop("There is no outside note “{number}” of your stores.")


class OutsideNotPossible(DomainError):
    """The note is past this step, or the piece is not on it. Facts: `number`, `reason`."""

    code = "inventory.outside_not_possible"
    text = gettext_noop("{number}: {reason}.")


class SetUnknown(NotFound):
    """No set carries this tag."""

    code = "inventory.set_unknown"
    text = gettext_noop("No set carries the tag “{tag}”.")


class SetNotPossible(Invalid):
    """The pieces do not make a set. Facts: `field`, `reason`."""

    code = "inventory.set_not_possible"


class SetNotWhole(DomainError):
    """A set that is sold together only lacks pieces on this ticket. Facts: `tag`, `set_tag`, `missing`."""

    code = "inventory.set_not_whole"
    text = gettext_noop("{tag} belongs to set {set_tag}, which is sold as a whole. Scan these as well: {missing}.")
