"""What was decided for pages with an id: which a clerk may never open, and which the whole chain may see."""

# Pages that a clerk has no right to at all: the refusal comes before the id is looked at.
NO_RIGHT = {
    "purchasing:plan_drop", "purchasing:plan_order", "purchasing:plan_page", "purchasing:plan_row",
    "audit:history", "catalog:category_move", "catalog:category_withdraw", "catalog:price_item",
    "catalog:publish_approved", "catalog:purity_end", "catalog:style_edit", "catalog:style_withdraw",
    "catalog:word", "catalog:word_move", "catalog:word_new", "inventory:add_photo", "inventory:edit",
    "inventory:lot_count",
    "inventory:lot_receive", "inventory:metal_account", "inventory:month_reopen", "inventory:place",
    "inventory:reprice_piece", "inventory:repricing", "inventory:repricing_cancel", "inventory:restore",
    "inventory:piece_batch", "inventory:piece_batch_cancel",
    "inventory:retag", "inventory:work", "inventory:work_approve", "inventory:work_refuse", "inventory:work_undo",
    "inventory:outside_note", "inventory:outside_receive", "inventory:outside_cancel", "inventory:outside_lose",
    "inventory:outside_paper", "inventory:set_change", "inventory:set_end",
    "inventory:stocktake_plan", "inventory:withdraw", "loyalty:coupon_batch", "loyalty:prize_edit",
    "loyalty:publish", "loyalty:stop", "loyalty:grant", "loyalty:grant_undo", "promotions:ask", "promotions:draft",
    "promotions:promotion", "promotions:publish", "promotions:stop", "organisation:area",
    "organisation:area_remove", "organisation:department", "organisation:device", "organisation:device_register",
    "organisation:entity", "organisation:mall_contract", "organisation:partner", "organisation:password_reset",
    "organisation:policy", "organisation:price_group", "shell:list_export", "shell:view", "organisation:role_give",
    "organisation:role_take", "organisation:loan_new", "organisation:loan_end",
    "organisation:staff_edit", "organisation:staff_leave", "organisation:staff_member",
    "organisation:store", "organisation:store_edit", "organisation:todo_done", "organisation:token_end",
    "sales:print_layout", "sales:print_layout_preview", "sales:settle_conflict", "sales:invoice",
    "sales:reveal_invoice", "sales:decide_invoice",
    "shell:import", "members:tag", "members:group", "members:group_members", "members:field", "members:leave_group",
    "loyalty:policy", "members:card_type", "members:price_level", "members:merge_two",
    "members:unmerge", "members:undo_repayment",
    # A clerk buys nothing: the whole of purchasing is headquarters' and the warehouse's.
    *(f"purchasing:{name}" for name in (
        "supplier", "supplier_terms", "supplier_price", "order", "order_ask", "order_approve", "order_send",
        "order_confirm", "order_receive", "order_sheet", "order_cancel", "order_paper", "return", "bill",
        "bill_approve", "memo", "memo_back",
    )),
}  # fmt: skip

# Chain-visible cards and things of the whole chain; each has its own test in test_other_store or in its domain.
VISIBLE = {
    "purchasing:supplier_answer",  # the word is a secret; purchasing/tests guess it
    "loyalty:outcome",  # a replay of the whole chain; it names members only to who sees all of them
    "inventory:price_trend",
    "catalog:publication",
    "loyalty:coupon_type", "loyalty:prize", "catalog:category", "catalog:style", "inventory:lot", "inventory:move",
    "inventory:photo", "inventory:piece",
    "inventory:set",  # a set is where its pieces are, and those the chain sees; inventory/tests/works
    "inventory:same_style",  # names what the piece list shows the whole chain; inventory/tests/pieces
    "inventory:piece_tab", "members:member",
    "members:join", "members:own_card", "members:own_consent",  # the word is a secret; members/tests guess it
    "warranty:page", "warranty:file",  # the word is a secret, and names nobody; sales/tests/papers guess it
    "members:tag_members",  # tags are the whole chain's words; each number is asked for within reach
}  # fmt: skip

# Operations of the API that show one thing of a store: where, and which of the test's objects.
API_PRIVATE = {
    "get_sale": ("/sales/{}", "sale"),
    "get_deposit": ("/deposits/{}", "deposit"),
    "get_order": ("/customer-orders/{}", "order"),
    "get_job": ("/services/{}", "job"),
    "get_quotation": ("/quotes/{}", "quote"),
    "get_delivery": ("/deliveries/{}", "delivery"),
    "warranties_of": ("/sales/{}/warranties", "sale"),
    "get_stocktake": ("/stocktakes/{}", "stocktake"),
    "get_transfer": ("/transfers/{}", "transfer"),
    "get_approval": ("/approvals/{}", "approval"),
    "member_timeline": ("/members/{}/timeline", "member"),
    "member_purchases": ("/members/{}/purchases", "member"),
    "member_points": ("/members/{}/points", "member"),
    "get_coupon": ("/loyalty/coupons/{}", "coupon"),
    "get_stored_value": ("/loyalty/stored-value/{}", "card"),
    "family_of": ("/members/{}/relations", "member"),
}
