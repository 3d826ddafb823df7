"""Help for pieces that are withdrawn or retagged many at once."""

from facet.shell.help.definition import Help

BATCHES = {
    "inventory:piece_batches": Help(
        title_zh="撤货与改标",
        title_en="Withdrawals and new tags",
        zh=(
            "批量撤货和改标，一批一行：原因、几件、改了几件、谁在什么时候做的。",
            "按类型、状态、日期筛选；等待复核的还没有生效。",
            "点单号看每件货改没改。",
            "新的一批点“批量撤货”或“批量改标”；只动一件，到货品页上做。",
        ),
        en=(
            "Batches of withdrawals and new tags: reason, pieces, how many were written, who and when.",
            "Filter by kind, state and day; what waits for a second person is not written yet.",
            "A number opens what became of each piece.",
            "Start one with Withdraw many or Retag many; a single piece is changed on its own page.",
        ),
        related=("inventory:pieces", "inventory:reprice"),
    ),
    "inventory:piece_batch": Help(
        title_zh="一批撤货或改标",
        title_en="One batch",
        zh=(
            "这一批的原因、件数、经手人，下面逐件写明改了没有。",
            "等待复核的，他人同意后五分钟内自动生效；之前可以取消，货品保持原样。",
            "期间已卖出或有变化的货不动，会写“未改动”。",
            "改标后点“打印新标签”，把改了的一次打出来。",
            "成本只有有权限的人看得到。",
        ),
        en=(
            "The batch's reason, number and author; below, whether each piece was written.",
            "After a second person's yes it is written by itself within five minutes; until then it can be called off.",
            "What was sold or changed meanwhile is left as it is, and says so.",
            "Print new tags prints the tags of every piece that was retagged.",
            "Cost is shown only to those who may see it.",
        ),
        related=("inventory:piece_batches", "inventory:tags"),
    ),
    "inventory:withdraw_many": Help(
        title_zh="批量撤货",
        title_en="Withdraw many",
        zh=(
            "扫码、粘贴或从文件选货，也可以填款号整款撤，整款只撤在库的；一批最多 500 件。",
            "选如何处理、写原因，每一件都一样。",
            "点“先预览”；有提示的货去掉，再预览一次。",
            "成本合计超过你的额度，先请他人复核，复核前不做任何改动。",
            "整款撤可以只选一家店；在货品列表勾选后也能到这里。",
        ),
        en=(
            "Scan, paste or take a file, or name a style for all its pieces in stock; at most 500 at once.",
            "Choose what happens to them and write the reason; both are the same for every piece.",
            "Look at the pieces first; take out those with a note, then look again.",
            "Above your limit at cost a second person is asked, and nothing is written before.",
            "A whole style may be limited to one store; pieces picked in the list come here, too.",
        ),
        related=("inventory:piece_batches", "inventory:pieces"),
    ),
    "inventory:retag_many": Help(
        title_zh="批量改标",
        title_en="Retag many",
        zh=(
            "一行一件：先旧条码，后面新条码；也可以从文件读，一批最多 500 件。",
            "写原因，先预览；有提示的去掉，再预览一次。",
            "新条码不能和别的货重复，也不能用以前用过的。",
            "旧条码仍查得到这件货，但不再使用；完成后打印新标签。",
            "成本合计超过你的额度，先请他人复核，复核前不改。",
        ),
        en=(
            "One piece a line: the old tag and behind it the new one; a file works, too; at most 500 at once.",
            "Write the reason and look first; take out those with a note, then look again.",
            "A new tag must be nobody else's, and never used before.",
            "Old tags still find the piece and are never used again; afterwards print the new ones.",
            "Above your limit at cost a second person is asked, and nothing is written before.",
        ),
        related=("inventory:piece_batches", "inventory:tags"),
    ),
}
