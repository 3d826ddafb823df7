"""Help for invoices: asked for at the till, answered by the accountant."""

from facet.shell.help.definition import Help

INVOICES_SAME = {"sales:invoice": "sales:invoices"}

INVOICES_ANSWERS = frozenset({"sales:reveal_invoice", "sales:decide_invoice"})

INVOICES = {
    "sales:ask_invoice": Help(
        title_zh="申请开票",
        title_en="Ask for an invoice",
        zh=(
            "在销售单或成交页点“发票”，填抬头和邮箱；公司要填税号。",
            "金额按收到的货款算：旧金抵掉的、退回来的都不开。",
            "左边写着不含税金额、增值税和含在价内的消费税。",
            "一张单开一张票；被驳回了改好再申请。",
            "抬头、税号、邮箱加密保存。",
        ),
        en=(
            "Press Invoice on a ticket or when it is sold; give the name and the e-mail, a company its tax number.",
            "It says what was received for goods: old gold and what came back are taken off.",
            "The left side shows the amount without tax, the value-added tax and the consumption tax inside.",
            "A ticket has one invoice; after a rejection ask again with what was wrong put right.",
            "Name, tax number and e-mail are sealed.",
        ),
        related=("sales:sales", "sales:invoices"),
    ),
    "sales:invoices": Help(
        title_zh="发票",
        title_en="Invoices",
        zh=(
            "顾客申请的发票都在这里，先看“待开”。",
            "点开一张，按“显示抬头”，照着到税务平台开；谁看过都有记录。",
            "开好了填发票号码；开不了写明原因，门店会告诉顾客。",
            "合计行是金额和增值税。",
            "列表里不显示抬头和邮箱。",
        ),
        en=(
            "Every invoice a customer asked for; look at those asked for first.",
            "Open one, show the names, issue it on the tax platform; who looked is kept.",
            "Write the invoice's number, or why it cannot be issued: the store tells the customer.",
            "The totals are amount and value-added tax.",
            "The list shows neither names nor addresses.",
        ),
        related=("sales:sales", "sales:reconcile"),
    ),
}
