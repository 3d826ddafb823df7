"""Help for counting: the list, the plans and the counting screen."""

from facet.shell.help.definition import Help

COUNTING = {
    "inventory:stocktake": Help(
        title_zh="盘点",
        title_en="Stocktake",
        zh=(
            "新盘点选好店、位置、品类，两下就能开始；盘点中照常卖货。",
            "关单后报告列出盘亏、多出、放错盘；盘点中售出和移动的不算差异。",
            "差异可以复盘，再由没参加盘点的人逐条处理：入账，或先不处理，都要写原因。",
            "入账超过你的权限额度时，请权限更高的人处理。",
            "盲盘在关单前不显示账面数；盘点表可打印、存 PDF 或 Excel。",
        ),
        en=(
            "Choose store, places and categories and begin in two taps; the store goes on selling.",
            "Once closed, the report names what is missing, extra or in another tray; what moved meanwhile is merged.",
            "Recount the differences; then somebody who did not count settles each line with a reason.",
            "Beyond your limit in yuan, somebody with a higher limit settles.",
            "A blind count hides the books until it is closed; the sheet prints, or comes as PDF or Excel.",
        ),
        related=("inventory:movements",),
    ),
    "inventory:stocktake_count": Help(
        title_zh="扫货",
        title_en="Counting screen",
        zh=(
            "扫码枪扫一件记一件，颜色、声音和文字同时提示：盘到、已盘过、不在本区、已售出、查无此码。",
            "空格撤销上一件；扫盘签换盘；散货数件数、称克重。",
            "几个人可以同时盘，都看得到总进度。",
            "没网络也照常扫，先存本机，连上后自动补传，时间不会错。",
            "RFID 读写器能当键盘的直接用，其他的导入文件。",
        ),
        en=(
            "Each scan is answered by colour, sound and word: counted, already, not here, sold, unknown.",
            "Space takes back the last; a tray's label changes the tray; bulk goods are counted and weighed.",
            "Several people count at once and all see how far they are.",
            "Without a connection scans are kept on the tablet and sent later, with their own time.",
            "An RFID reader that types is used like a scanner; of any other, read its file.",
        ),
        related=("inventory:stocktake",),
    ),
    "inventory:stocktake_plans": Help(
        title_zh="盘点计划",
        title_en="Count plans",
        zh=(
            "写明哪家店、哪些位置、几天盘一次、谁来盘。",
            "到日子每天早上列进待办；从待办点进去就能开始。",
            "正在盘的计划不会重复提醒。",
            "开始盘点后，下次日期自动往后排。",
            "停用的计划不提醒，记录保留。",
        ),
        en=(
            "Say which store and places, every how many days, and who counts.",
            "On its day it stands in the to-do list; one tap from there begins.",
            "A plan that is being counted does not call again.",
            "Beginning a count moves the next day on.",
            "A plan that rests calls for nothing; its record stays.",
        ),
        related=("inventory:stocktake",),
    ),
}
