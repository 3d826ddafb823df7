"""Every refusal about pieces, places, bulk goods, parcels, batches, counts and books. Pure."""

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


class TooManyTags(DomainError):
    """More labels than are printed at one go."""

    code = "inventory.too_many_tags"
    status = 422
    text = gettext_noop("At most {most} tags are printed at one go.")


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


class ImportBuiltUpon(DomainError):
    """Pieces of an import have gone on since, so that the file cannot be taken back whole. Facts: `tags`, `count`."""

    code = "inventory.import_built_upon"
    text = gettext_noop(
        "{count} pieces of this file were moved, sold, held or changed since ({tags}). Nothing was taken back: send"
        " back the others by hand."
    )


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


class ToldAlready(DomainError):
    """The member was told already, or need not be."""

    code = "inventory.told_already"
    text = gettext_noop("This is settled already: somebody told the member, or took it off the list.")


class TransferUnknown(NotFound):
    """No transfer with this number, or none that the viewer's stores take part in."""

    code = "inventory.transfer_unknown"
    text = gettext_noop("There is no transfer “{number}” of your stores.")


class TransferNotPossible(DomainError):
    """The transfer is too far for this act. Facts: `number`, `state` (word)."""

    code = "inventory.transfer_not_possible"
    text = gettext_noop("Transfer {number} is {state}: this cannot be done any more, or not yet.")


class TransferWeightDiffers(DomainError):
    """The scale says something else than the tag: perhaps the wrong piece. Facts: `tag`, `scale`, `paper` (grams)."""

    code = "inventory.transfer_weight_differs"
    text = gettext_noop(
        "{tag}: the scale says {scale} g, the tag {paper} g. Weigh again, or look whether it is this piece."
    )


class TransferEmpty(Invalid):
    """Nothing is left to send or to receive."""

    code = "inventory.transfer_empty"
    text = gettext_noop("Scan at least one piece, or enter an amount of bulk goods.")


class RepricingUnknown(NotFound):
    """No batch of repricing has this number, or none that reaches the viewer's stores."""

    code = "inventory.repricing_unknown"
    text = gettext_noop("There is no repricing “{number}” of your stores.")


class RepricingEnded(DomainError):
    """The batch was written or ended already. Facts: `number`, `state` (word)."""

    code = "inventory.repricing_ended"
    text = gettext_noop("Repricing {number} is {state}: this cannot be done any more.")


class PieceBatchUnknown(NotFound):
    """No batch of withdrawn or retagged pieces has this number, or none that reaches the viewer's stores."""

    code = "inventory.piece_batch_unknown"
    text = gettext_noop("There is no batch “{number}” of your stores.")


class PieceBatchEnded(DomainError):
    """The batch was written or ended already. Facts: `number`, `state` (word)."""

    code = "inventory.piece_batch_ended"
    text = gettext_noop("Batch {number} is {state}: this cannot be done any more.")


class HandoverReasonNeeded(Invalid):
    """Pieces or grams differ and nobody says why. Facts: `place`, `book`, `counted`."""

    code = "inventory.handover_reason_needed"
    text = gettext_noop("{place}: the books say {book}, you say {counted}. Count again, or write what happened.")


class CountUnknown(NotFound):
    """No count has this number, or it is not for this person's eyes."""

    code = "inventory.count_unknown"
    text = gettext_noop("There is no count “{key}”.")


class CountsOverlap(DomainError):
    """Two open counts would both judge the same pieces. Facts: `number`, `name`, `scope`. Source: P19."""

    code = "inventory.counts_overlap"
    text = gettext_noop(
        "{number} “{name}” is still counting {scope}. Settle or call it off first, or choose other places."
    )


class CountNotOpen(DomainError):
    """The count is past that step. Facts: `number`, `state` (word)."""

    code = "inventory.count_not_open"
    text = gettext_noop("{number} is {state}; this is not possible any more.")


class CountNotClosed(DomainError):
    """Differences are settled after the counting. Facts: `number`."""

    code = "inventory.count_not_closed"
    text = gettext_noop("{number} is still being counted. Close it first, then settle the differences.")


class CountReasonMissing(Invalid):
    """A difference without a word about it. Facts: `field`, `reason`, `code_seen`."""

    code = "inventory.count_reason_missing"
    text = gettext_noop("{code_seen}: write why, or choose “leave it” and say what happens next.")


class CountedYourself(DomainError):
    """Who counted does not settle what he counted. Facts: `number`, `name`."""

    code = "inventory.counted_yourself"
    text = gettext_noop("{name} counted in {number}: somebody else must settle its differences.")


class CountChanged(DomainError):
    """The differences are not those that were looked at. Facts: `number`."""

    code = "inventory.count_changed"
    text = gettext_noop("{number} changed while you were looking at it: new scans or movements came in. Look again.")


class MetalUnbalanced(DomainError):
    """The sides of a posting do not sum to zero. Facts: `metal`, `left_mg`."""

    code = "inventory.metal_unbalanced"
    text = gettext_noop("What is given and taken of {metal} differs by {left_mg} mg: nothing was booked.")


class MonthNotOver(DomainError):
    """A month is locked after its last day, and after the month before it. Facts: `month`."""

    code = "inventory.month_not_over"
    text = gettext_noop("{month} is not over yet: it can be locked from the first day of the next month.")


class MonthLocked(DomainError):
    """A paper dated into a month that is locked. Facts: `month`, `store`, `by`."""

    code = "inventory.month_locked"
    text = gettext_noop(
        "{month} of {store} was locked by {by}: nothing is booked into it. Date the paper later, or have the month"
        " opened again."
    )


class MonthsInOrder(DomainError):
    """Months are locked from the oldest on, and opened from the newest back. Facts: `month`, `store`."""

    code = "inventory.months_in_order"
    text = gettext_noop("First deal with {month} of {store}: months are locked and opened in their order.")


class MonthAskedYourself(DomainError):
    """Who asked to open a month does not open it. Facts: `name`."""

    code = "inventory.month_asked_yourself"
    text = gettext_noop("{name} asked for it: somebody else must open the month.")


class MonthNotAsked(DomainError):
    """Nobody asked to open the month. Facts: `month`."""

    code = "inventory.month_not_asked"
    text = gettext_noop("Nobody asked to open {month}. Ask with a reason; a second person opens it.")


class NoMarkDown(DomainError):
    """No lower price is proposed for this piece. Facts: `tag`, `days`."""

    code = "inventory.no_mark_down"
    text = gettext_noop("{tag} lies {days} days: no lower price is proposed, or it was marked down already.")
