"""Help for what the house keeps of its members: tags, groups, own fields, consents, households."""

from facet.shell.help.definition import Help

KEEPING = {
    "members:tags": Help(
        title_zh="会员标签",
        title_en="Member tags",
        zh=(
            "给会员分类用的词，全公司共用一份。",
            "点人数看是哪些会员，只算你能看的。",
            "“给会员贴标签”可以一次贴很多位，按会员号。",
            "会员列表里勾选几行，也能一起贴标签。",
            "停用的标签不再供选择，贴过的会员不受影响。",
        ),
        en=(
            "Words by which members are sorted, one list for the chain.",
            "Open the count to see which members; only yours are counted.",
            "Tag many members at once by their numbers.",
            "Rows picked in the member list can be tagged together, too.",
            "A tag out of use is offered no more; members keep it unseen.",
        ),
        related=("members:list",),
    ),
    "members:groups": Help(
        title_zh="会员组",
        title_en="Member groups",
        zh=(
            "积分规则、促销和优惠券可以指定会员组。",
            "手工组：按会员号放人，在会员页面移出。",
            "计算组：每晚按规则重新算，不能手工改人。",
            "点人数看组里有谁。",
            "停用的组对谁都不算数。",
        ),
        en=(
            "Points rules, promotions and coupons may name a group.",
            "Groups by hand take members by number.",
            "Computed groups are written anew every night.",
            "Open the count to see who is in.",
            "A group out of use counts for nobody.",
        ),
        related=("members:list",),
    ),
    "members:fields": Help(
        title_zh="自定义字段",
        title_en="Own fields",
        zh=(
            "在常规档案之外，加上你们自己要记的内容。",
            "文字、整数、日期、单选、多选、是否，共六种。",
            "个人信息类加密存放，页面上遮掩，看时留记录。",
            "代码、类型和是否个人信息，定下后不能改。",
            "可搜索的字段在会员列表里能查。",
        ),
        en=(
            "Add what your chain keeps beside the usual file.",
            "Six kinds: text, number, date, one or several of a list, yes or no.",
            "Personal ones are sealed and masked; looking is recorded.",
            "Code, kind and class stay once made.",
            "The member list can ask for searchable fields.",
        ),
        related=("members:list",),
    ),
    "members:consents": Help(
        title_zh="授权记录",
        title_en="Consents",
        zh=(
            "谁、什么时候、在哪里、同意或不同意了什么。",
            "同一渠道、同一用途以最近一次为准，马上生效。",
            "旧的答复留作证据，不删除。",
            "点会员号打开“授权与隐私”，记下新的答复。",
            "“授权文本”里是答复前要念的话。",
        ),
        en=(
            "Who agreed to what, when and where.",
            "The latest answer of a channel and purpose counts at once.",
            "Older answers stay as evidence.",
            "Open a number to write down a new answer.",
            "Texts of consents holds what is read out first.",
        ),
        related=("members:list",),
    ),
    "members:consent_texts": Help(
        title_zh="授权文本",
        title_en="Texts of consents",
        zh=(
            "会员答复前，把这段话念给他听。",
            "每个用途一份，最新版本有效。",
            "改文本就是出一个新版本，旧版本留档。",
            "每次答复都记着当时的版本号。",
            "中英文各写一份，方便外宾。",
        ),
        en=(
            "Read this out before the member answers.",
            "One for each purpose; the newest is in force.",
            "A change makes a new version, older ones stay.",
            "Each answer remembers its version.",
            "Write it in both languages.",
        ),
        related=("members:list",),
    ),
    "members:households": Help(
        title_zh="家庭",
        title_en="Households",
        zh=(
            "一起生活的会员，合在一起看消费。",
            "只列出至少有一位归你照看的家庭。",
            "合计只算你能看的人。",
            "加人、移人、换户主，在会员页面“家庭”里做。",
            "点户主会员号打开这个家庭。",
        ),
        en=(
            "Members who live together, their spending added up.",
            "Listed where one of them is in your care.",
            "Totals count only those you may see.",
            "Add, take out and change the head on a member’s page under Family.",
            "Open the head’s number for the household.",
        ),
        related=("members:list",),
    ),
    "loyalty:policies": Help(
        title_zh="等级政策",
        title_en="Grade policies",
        zh=(
            "每个等级除了积分还有什么：会员价、工费折扣、生日礼、免费服务、活动权益。",
            "“服务标准”写的是怎么接待，显示在会员页面上。",
            "改了就是新版本，保存后立即生效，旧版本留档。",
            "点等级名打开修改；要有管理积分规则的权限。",
            "等级怎么升降在“等级”里看。",
        ),
        en=(
            "What each grade brings beside points: prices, gifts, services, rights.",
            "The service standard says what you do; it stands on the member’s page.",
            "A change is a new version, in force once saved; older ones stay.",
            "Open a grade’s name to change it; that needs the right over the rules.",
            "How grades are reached stands under Grades.",
        ),
        related=("loyalty:grades",),
    ),
}
