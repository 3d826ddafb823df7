"""What the tab Inventory offers for works on goods: split and combine, laboratory and factory, sets. Source: R322."""

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, pgettext

WORK_ON_GOODS = Command(
    key="inventory.works",
    url="inventory:works",
    icon="arrows-split",
    label=pgettext("ribbon", "Works on goods"),
    hint=_("Split or combine pieces, or take them apart: weight and cost are kept."),
    keytip="MW",
    words="货品加工 拆分 合并 组装 镶嵌 拆件 拆链 剪链 分包 拆包 配链 改款 split combine assemble take apart",
    permission=("inventory.work_goods", "inventory.approve_works"),
)

SEND_OUTSIDE = Command(
    key="inventory.outside",
    url="inventory:outside",
    icon="microscope",
    label=pgettext("ribbon", "Laboratory and factory"),
    hint=_("Send pieces to the laboratory or factory, and take them back."),
    keytip="MO",
    words="送检送厂 送检 送厂 返厂 送检单 送厂单 检测 鉴定 出证书 改圈 抛光 电镀 send to laboratory factory",
    permission="inventory.send_outside",
)

SETS = Command(
    key="inventory.sets",
    url="inventory:sets",
    icon="box-multiple",
    label=pgettext("ribbon", "Sets"),
    hint=_("Put pieces together under a set tag, and see which sets are broken."),
    keytip="MT",
    words="套件 套装 成套 三金 五金 配套 套装价 组套 拆套 set bundle parure",
    permission="inventory.view_pieces",
)
