"""Help for works on goods, goods at laboratories and factories, and sets."""

from facet.shell.help.definition import Help

WORKS = {
    "inventory:works": Help(
        title_zh="货品加工",
        title_en="Works on goods",
        zh=(
            "拆分、合并、拆件都在这里：用了哪些货，出了哪些货，损耗多少。",
            "扫原货，称出来的每一件，加起来要等于原货，少了要选损耗原因。",
            "损耗超过允许的比例、或者少了石头，要第二个人同意才算数，期间原货留着不卖。",
            "成本按料、石、重量分到每一件，一分不差。",
            "出来的货还没动过，可以撤销；动过了，只能再拆件。",
        ),
        en=(
            "Splitting, combining and taking apart: what went in, what came out, what was lost.",
            "Scan what goes in, weigh what comes out; together it must be the same, or the loss needs its cause.",
            "A larger loss, or a missing stone, waits for a second person; the pieces are kept meanwhile.",
            "Cost goes to what comes out by metal, stones and weight, to the cent.",
            "As long as nothing of it moved on, a work can be undone.",
        ),
        related=("inventory:pieces", "inventory:outside"),
    ),
    "inventory:outside": Help(
        title_zh="送检送厂",
        title_en="Laboratory and factory",
        zh=(
            "送去检测站和工厂的货，一批一张单，到期没回的会进待办。",
            "送出：逐件扫，称重，写目的和预计取回日，打印送检单或送厂单。",
            "在外面的货不能卖，重量记在“外送在检在厂”的料账上。",
            "收回：逐件扫，称重；证书号写上，费用平均加进成本。重量差 0.02 克以上会标出来。",
            "工厂改了重量或成色，勾“重量有改动”：换新标签，旧标签不再用，加的金算工厂的。",
        ),
        en=(
            "One note for each parcel to a laboratory or factory; late ones become to-dos.",
            "Send: scan, weigh, say what for and until when, print the note.",
            "What is outside cannot be sold; its grams stand on an account of their own.",
            "Receive: scan, weigh, write the certificate's number; the fee is shared alike and added to the cost.",
            "A weight or fineness that the factory changed makes a new tag; added gold comes from the factory.",
        ),
        related=("inventory:works",),
    ),
    "inventory:sets": Help(
        title_zh="套件",
        title_en="Sets",
        zh=(
            "几件货配成一套，用一个套件条码，收银台扫一下整套上单。",
            "“只整套卖”：单卖一件会被拦住；“可拆开卖”：单卖按各自标价。",
            "写了套装价，整套上单时按套装价，分摊到每件，一分不差。",
            "卖掉一件、丢了一件，套件显示“已不成套”。",
            "解散后各件按自己的标价卖，套件条码不再用。",
        ),
        en=(
            "Pieces under one set tag: one scan at the till puts them all on the ticket.",
            "Only as a whole: one piece alone is refused; singly: each at its own price.",
            "A set price counts when the set is whole on the ticket, shared to the cent.",
            "Once a piece is sold or gone, the set is shown as broken.",
            "Dissolved, the pieces are sold at their own prices; the set tag stays taken.",
        ),
        related=("inventory:pieces",),
    ),
}
WORKS_SAME = {
    **dict.fromkeys(
        ("inventory:work", "inventory:work_split", "inventory:work_combine", "inventory:work_take_apart",
         "inventory:work_approve", "inventory:work_refuse", "inventory:work_undo"), "inventory:works",
    ),
    **dict.fromkeys(
        ("inventory:outside_note", "inventory:outside_lab", "inventory:outside_factory", "inventory:outside_receive",
         "inventory:outside_cancel", "inventory:outside_lose"), "inventory:outside",
    ),
    **dict.fromkeys(
        ("inventory:set", "inventory:set_new", "inventory:set_change", "inventory:set_end"), "inventory:sets"
    ),
}  # fmt: skip
