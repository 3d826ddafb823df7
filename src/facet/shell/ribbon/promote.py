"""The tab Promote: whom, with what, how, and with what result. Source: ux.md §2.3."""

from facet.kernel.errors import gettext_noop as _
from facet.shell.ribbon.definition import Command, Group, Tab, pgettext

AUDIENCE = Group(
    pgettext("ribbon", "Audience"),
    icon="users-group",
    commands=(
        Command(
            key="promote.segments",
            url="marketing:segments",
            icon="users-group",
            label=pgettext("ribbon", "Segments"),
            hint=_("Choose members by conditions and keep the choice."),
            keytip="S",
            words="人群 分群 客户分组 筛选会员 圈人 segment audience group filter members",
            permission="marketing.view_segments",
            large=True,
        ),
        Command(
            key="promote.loss_risk",
            url="marketing:loss_risk",
            icon="user-minus",
            label=pgettext("ribbon", "Loss risk"),
            hint=_("See who has not come for longer than usual."),
            keytip="L",
            words="流失风险 流失会员 好久没来 沉睡会员 休眠 churn lapsed dormant at risk",
            permission="marketing.view_segments",
        ),
        Command(
            key="promote.preferences",
            url="marketing:preferences",
            icon="heart",
            label=pgettext("ribbon", "Preferences"),
            hint=_("See what groups of members like."),
            keytip="F",
            words="偏好 喜好 喜欢什么 购买偏好 口味 preference taste likes",
            permission="marketing.view_segments",
        ),
    ),
)

OFFERS = Group(
    pgettext("ribbon", "Offers"),
    icon="discount",
    commands=(
        Command(
            key="promote.promotions",
            url="promotions:promotions",
            icon="discount",
            label=pgettext("ribbon", "Promotions"),
            hint=_("Set what is reduced, for whom, when, and what it may cost."),
            keytip="P",
            words="促销 优惠 打折 折扣活动 满减 每克减 工费打折 promotion discount offer sale",
            permission="promotions.view_promotions",
        ),
        Command(
            key="promote.coupons",
            url="loyalty:coupons",
            icon="ticket",
            label=pgettext("ribbon", "Coupons"),
            hint=_("Issue coupons and see which were used."),
            keytip="C",
            words="优惠券 发券 代金券 生日券 券 核销 coupon voucher code",
            permission="loyalty.manage_coupons",
        ),
        Command(
            key="promote.gifts",
            url="loyalty:prizes",
            icon="gift-card",
            label=pgettext("ribbon", "Gifts"),
            hint=_("Keep the gifts and how many are left."),
            keytip="G",
            words="赠品 礼品 送礼 满额赠 礼品库存 gift freebie giveaway",
            permission="loyalty.manage_prizes",
        ),
        Command(
            key="promote.grants",
            url="loyalty:grants",
            icon="award",
            label=pgettext("ribbon", "Grants"),
            hint=_("Give points or coupons to everybody who meets a condition."),
            keytip="B",
            words="批量赠分 批量送券 批量送积分 群发积分 grant batch points",
            permission="loyalty.adjust_points",
        ),
    ),
)

CAMPAIGN = Group(
    pgettext("ribbon", "Campaign"),
    icon="speakerphone",
    commands=(
        Command(
            key="promote.campaigns",
            url="marketing:campaigns",
            icon="speakerphone",
            label=pgettext("ribbon", "Campaigns"),
            hint=_("Build a campaign step by step: whom, what, when."),
            keytip="A",
            words="营销活动 活动 做活动 群发活动 节日活动 新建活动 campaign marketing event",
            permission="marketing.view_campaigns",
            large=True,
        ),
        Command(
            key="promote.calendar",
            url="marketing:calendar",
            icon="calendar-event",
            label=pgettext("ribbon", "Campaign calendar"),
            hint=_("See all campaigns of the year and where they overlap."),
            keytip="D",
            words="活动日历 营销日历 活动排期 什么时候有活动 calendar schedule campaigns",
            permission="marketing.view_campaigns",
        ),
        Command(
            key="promote.templates",
            url="marketing:templates",
            icon="template",
            label=pgettext("ribbon", "Templates"),
            hint=_("Keep the texts that are sent again and again."),
            keytip="T",
            words="模板 短信模板 消息模板 文案 template text wording",
            permission="marketing.view_campaigns",
        ),
    ),
)

SEND = Group(
    pgettext("ribbon", "Send"),
    icon="send",
    commands=(
        Command(
            key="promote.sms",
            url="marketing:sms",
            icon="message",
            label=pgettext("ribbon", "Text message"),
            hint=_("Send a text message to members who agreed to it."),
            keytip="M",
            words="短信 发短信 群发短信 SMS text message",
            permission="marketing.send",
        ),
        Command(
            key="promote.email",
            url="marketing:email",
            icon="mail",
            label=pgettext("ribbon", "E-mail"),
            hint=_("Send an e-mail to members who agreed to it."),
            keytip="E",
            words="邮件 发邮件 电子邮件 群发邮件 email newsletter",
            permission="marketing.send",
        ),
        Command(
            key="promote.wechat",
            url="marketing:wechat",
            icon="brand-wechat",
            label=pgettext("ribbon", "WeChat"),
            hint=_("Send a WeChat message to members who agreed to it."),
            keytip="W",
            words="微信 发微信 公众号 企业微信 群发微信 wechat message",
            permission="marketing.send",
        ),
        Command(
            key="promote.send_log",
            url="marketing:log",
            icon="send",
            label=pgettext("ribbon", "Send log"),
            hint=_("See what was sent to whom, and whether it arrived."),
            keytip="N",
            words="发送记录 短信记录 谁收到了 发送失败 send log delivery history",
            permission="marketing.view_campaigns",
        ),
    ),
)

RESULTS = Group(
    pgettext("ribbon", "Results"),
    icon="chart-dots",
    commands=(
        Command(
            key="promote.roi",
            url="marketing:roi",
            icon="chart-dots",
            label=pgettext("ribbon", "Return on campaign"),
            hint=_("See what a campaign cost and what it brought."),
            keytip="R",
            words="活动效果 投入产出 活动赚了吗 回报 ROI return campaign effect",
            permission="marketing.view_results",
        ),
        Command(
            key="promote.experiments",
            url="marketing:experiments",
            icon="flask",
            label=pgettext("ribbon", "Experiments"),
            hint=_("Compare two versions with a control group."),
            keytip="X",
            words="对照实验 A/B测试 对照组 实验 experiment test control group",
            permission="marketing.view_results",
        ),
        Command(
            key="promote.feedback",
            url="marketing:feedback",
            icon="thumb-up",
            label=pgettext("ribbon", "Feedback"),
            hint=_("Read what members answered."),
            keytip="V",
            words="反馈 顾客反馈 意见 回复 评论 feedback reply opinion",
            permission="marketing.view_results",
        ),
        Command(
            key="promote.effect",
            url="loyalty:effect",
            icon="chart-arrows-vertical",
            label=pgettext("ribbon", "Effect of promotions"),
            hint=_("See the points each promotion gave and the sales it brought."),
            keytip="O",
            words="促销效果 活动积分效果 多发了多少分 得分率 毛利 effect promotion points earn rate margin",
            permission="loyalty.manage_programme",
        ),
    ),
)

PROMOTE = Tab(
    "promote",
    pgettext("ribbon", "Promote"),
    "P",
    (AUDIENCE, OFFERS, CAMPAIGN, SEND, RESULTS),
    ("marketing", "promotions"),
)
