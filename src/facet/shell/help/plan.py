"""Help for the purchase plan."""

from facet.shell.help.definition import Help

PLAN = {
    "purchasing:plan": Help(
        title_zh="采购计划",
        title_en="Purchase plans",
        zh=(
            "该进什么货、进几件，系统按近两年的销售、现有库存、在订和在途算出来。",
            "同一时间只有一份计划开着；点“重新生成”是替换，不会越加越多。",
            "点单号看整份计划，点品类看这一行每个数怎么来的。",
            "下了采购单的计划留着可查，下次计划会把没到的货算进去。",
            "可导出，成本只给有权限的人看。",
        ),
        en=(
            "What to buy and how many, from two years of sales, the stock, what is on order and on the road.",
            "One plan is open at a time; making it again replaces its proposals, it never adds to them.",
            "A number opens the whole plan, a category shows how that row's number came about.",
            "A plan that was ordered stays to be read; the next one counts what has not come yet.",
            "It can be exported; cost is shown only to those who may see it.",
        ),
        related=("inventory:stock", "purchasing:orders"),
    ),
    "purchasing:plan_new": Help(
        title_zh="生成采购计划",
        title_en="Make a purchase plan",
        zh=(
            "“到货天数”加“下次计划天数”，就是这批货要撑住的日子。",
            "“把握”越高，安全库存越多：90% 是一百次里九十次不断货。",
            "“可存放天数”：按预计的速度会放得更久的，不建议进。",
            "预算可以填元，也可以填克；先满足最快卖完的。",
            "按门店分行，下单时每家店各一张；按全公司分行，货先到你选的店。",
        ),
        en=(
            "The days until goods come and until the next plan are what a purchase must last for.",
            "The surer, the more safety stock: 90% means that nothing runs out in ninety of a hundred cases.",
            "What would lie longer than the days goods may lie is not proposed.",
            "A budget may be in yuan, in grams or both; what runs out first is served first.",
            "Rows for each store become an order for each; rows for the chain go to the store you choose.",
        ),
        related=("purchasing:plan",),
    ),
    "purchasing:plan_page": Help(
        title_zh="采购计划明细",
        title_en="One purchase plan",
        zh=(
            "上面是合计和预算，中间是预测与实际的对照，下面是每一行。",
            "“预测准不准”：每种算法都要猜它没看过的月份，和“照上期”比，谁准用谁。",
            "点品类看理由、改数量；改过的行另外标明，原来的建议还在。",
            "没有供应商的行先补上，再点“生成采购单草稿”。",
            "采购单草稿按供应商分开，再去采购单里发给供应商。",
        ),
        en=(
            "Sums and budget on top, the forecast beside what was sold, then every row.",
            "Each method had to say months it had not seen, beside “as last time”; the best one counts.",
            "A category opens the reason and lets you change the quantity; the proposal stays to be seen.",
            "Give rows without a supplier one, then write the draft orders.",
            "There is one draft for each supplier; it is sent from the purchase orders.",
        ),
        related=("purchasing:plan", "purchasing:orders"),
    ),
    "purchasing:plan_row": Help(
        title_zh="这个数怎么来的",
        title_en="How a number came about",
        zh=(
            "从上往下是一道加减法：预计要卖的、流失的、安全库存，减去现有的和在路上的。",
            "“流失的销售”来自缺货登记和断货天数，取大的那个，最多加一半。",
            "右边可以写自己的数量和原因；留空就按建议。",
            "下面的表是每一期卖了几件、当时预测几件。",
            "“上一行”“下一行”逐行看过去。",
        ),
        en=(
            "From top to bottom one sum: what will be asked for, what was lost, safety, less what is there or comes.",
            "Lost sales come from the register of what was asked for and from days without; the larger counts.",
            "Write your own quantity and the reason at the right; empty means as proposed.",
            "The table below says what was sold in each period and what had been forecast.",
            "Row before and next row walk through the plan.",
        ),
        related=("purchasing:plan", "sales:asked_for"),
    ),
}
