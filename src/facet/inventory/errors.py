"""Every refusal of inventory. Pure."""

from facet.kernel.errors import DomainError, Invalid, NotFound, gettext_noop


class PieceUnknown(NotFound):
    """No piece carries this tag."""

    code = "inventory.piece_unknown"
    text = gettext_noop("No piece carries the tag “{tag}”.")


class PieceNotAvailable(DomainError):
    """The piece exists but is not in stock.

    Facts: `tag`, `state` (word), `store` (name), `since` (local time of that store), `since_at` (ISO, UTC).
    """

    code = "inventory.piece_not_available"
    text = gettext_noop("{tag} cannot be taken: it is {state} in {store} since {since}.")


class PieceAlreadySold(PieceNotAvailable):
    """The commonest case, in the words of the counter. Same code, same facts. Source: P17."""

    text = gettext_noop("{tag} was already sold in {store} at {since}.")


class PieceElsewhere(PieceNotAvailable):
    """In stock, but in another store than the one that wants to act on it."""

    text = gettext_noop("{tag} is {state} in {store}, not here.")


class PieceReserved(DomainError):
    """Another basket or customer holds the piece. Facts: `tag`, `holder`, `until` (local time)."""

    code = "inventory.piece_reserved"
    text = gettext_noop("{tag} is kept for {holder} until {until}.")


class PieceChanged(DomainError):
    """Somebody changed the piece between reading and writing; nothing was written."""

    code = "inventory.piece_changed"
    text = gettext_noop("A piece on this list was changed a moment ago. Look again and repeat.")


class TransitionNotAllowed(DomainError):
    """The table of states has no such step. Facts: `tag`, `state`, `movement` (words)."""

    code = "inventory.transition_not_allowed"
    text = gettext_noop("{tag} is {state}; “{movement}” is not possible from there.")


class TagTaken(DomainError):
    """A tag is used once and for ever, also when its piece was sold long ago."""

    code = "inventory.tag_taken"
    text = gettext_noop("The tag {tag} is already used. A tag is never used twice, not even after the sale.")


class TagUnfit(Invalid):
    """Not a number that a tag may carry."""

    code = "inventory.tag_unfit"
    text = gettext_noop("“{tag}” cannot be a tag: letters, digits, dot and hyphen only, at most 32.")


class EpcTaken(DomainError):
    """One chip, one piece."""

    code = "inventory.epc_taken"
    text = gettext_noop("The chip {epc} already belongs to piece {tag}.")


class CertificateTaken(DomainError):
    """The certificate belongs to another piece."""

    code = "inventory.certificate_taken"
    text = gettext_noop("Certificate {lab} {number} already belongs to piece {tag}.")


class PieceUnfit(Invalid):
    """One fact of a piece cannot be accepted. Facts: `tag`, `field`, `reason`."""

    code = "inventory.piece_unfit"
    text = gettext_noop("{tag}: {reason}.")


class WeightsDisagree(Invalid):
    """Gross, stones and net do not fit together. Facts: `tag`, `net`, `computed` (grams as text)."""

    code = "inventory.weights_disagree"
    text = gettext_noop("{tag}: net weight {net} g does not fit; gross less stones gives {computed} g.")


class FileChanged(DomainError):
    """What the file names was taken by somebody after it had been checked. Facts: `lines`."""

    code = "inventory.file_changed"
    text = gettext_noop("Since this file was checked, rows {lines} no longer fit. Upload it again.")


class LotUnknown(NotFound):
    """No bulk lot carries this number."""

    code = "inventory.lot_unknown"
    text = gettext_noop("No lot carries the number “{sku}”.")


class LotShort(DomainError):
    """Less is on hand than was asked for. Facts: `sku`, `quantity`, `grams`, `wanted`, `wanted_grams`."""

    code = "inventory.lot_short"
    text = gettext_noop(
        "{sku}: {quantity} pieces, {grams} g on hand; {wanted} pieces, {wanted_grams} g were asked for."
    )


class PlaceUnknown(NotFound):
    """The store has no such counter, tray or vault."""

    code = "inventory.place_unknown"
    text = gettext_noop("There is no place “{place}” in {store}.")


class PlaceTaken(DomainError):
    """The store already has a place with this code."""

    code = "inventory.place_taken"
    text = gettext_noop("{store} already has a place “{place}”.")


class PlaceInUse(DomainError):
    """Goods lie there: move them first."""

    code = "inventory.place_in_use"
    text = gettext_noop("Goods still lie in {place}. Move them first, then close it.")


class PhotoUnreadable(Invalid):
    """The file is not a picture we can read, or it is too large."""

    code = "inventory.photo_unreadable"
    text = gettext_noop("This picture cannot be used: {reason}")
