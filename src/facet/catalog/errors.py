"""Every refusal of the catalogue. Pure."""

from facet.kernel.errors import DomainError, gettext_noop


class DiscountNotForThisPrice(DomainError):
    """A kind of discount that this way of pricing does not take. Facts: `basis`, `discount`."""

    code = "catalog.discount_not_for_this_price"
    text = gettext_noop("Goods priced “{basis}” take no discount “{discount}”.")


class WeightImpossible(DomainError):
    """Stones and parts would weigh as much as the whole piece. Facts: `gross_mg`, `other_mg`."""

    code = "catalog.weight_impossible"
    status = 422
    text = gettext_noop("Stones and parts weigh {other_mg} mg, the whole piece only {gross_mg} mg.")


class PurityNotLegal(DomainError):
    """Below the lowest grade that may be sold under the metal's name. Facts: `metal`, `fineness_e4`."""

    code = "catalog.purity_not_legal"
    status = 422
    text = gettext_noop("{metal}: a content of {fineness_e4}/10000 has no legal name.")


class NameNotLegal(DomainError):
    """A word that the standard forbids in a name. Facts: `word`."""

    code = "catalog.name_not_legal"
    status = 422
    text = gettext_noop("“{word}” may not stand in the name of a piece.")


class PriceNotReasonable(DomainError):
    """A board price that contradicts itself. Facts: `item`, `reason` (English, translatable)."""

    code = "catalog.price_not_reasonable"
    status = 422
    text = gettext_noop("{item}: {reason}")


class PriceInThePast(DomainError):
    """Prices are superseded, never changed afterwards. Facts: `valid_from`."""

    code = "catalog.price_in_the_past"
    status = 422
    text = gettext_noop("A price may not begin in the past ({valid_from}); leave the time empty to begin now.")


class BoardSuperseded(DomainError):
    """Newer prices hold by now; these need no confirmation. Facts: `store`."""

    code = "catalog.board_superseded"
    text = gettext_noop("{store}: newer prices have come out; confirm those instead.")


class NoBoard(DomainError):
    """No price has been published for the store's price group yet. Facts: `store`."""

    code = "catalog.no_board"
    text = gettext_noop("{store}: no prices have been published yet.")


class CodeTaken(DomainError):
    """The code already means something else. Facts: `key`."""

    code = "catalog.code_taken"
    text = gettext_noop("The code “{key}” is already taken.")


class CategoryNotALeaf(DomainError):
    """Goods stand in the finest category only. Facts: `category`."""

    code = "catalog.category_not_a_leaf"
    text = gettext_noop("“{category}” has finer categories; choose one of them.")


class CategoryInUse(DomainError):
    """A category that holds goods can neither be divided nor withdrawn. Facts: `category`, `count`."""

    code = "catalog.category_in_use"
    text = gettext_noop("“{category}” holds {count} styles or pieces; move them first.")


class CategoryIntoItself(DomainError):
    """A category cannot stand under itself. Facts: `category`."""

    code = "catalog.category_into_itself"
    text = gettext_noop("“{category}” cannot stand under itself.")
