"""The API of loyalty: what a screen of points can do, a program can do."""

from ninja import Router

from facet.loyalty.api import birthday_gifts, coupons, grade, managing, points, policy, programme, rewards, spending

router = Router(tags=["loyalty"])
router.add_router("", points.router)
router.add_router("", programme.router)
router.add_router("", grade.router)
router.add_router("", policy.router)
router.add_router("", spending.router)
router.add_router("", coupons.router)
router.add_router("", birthday_gifts.router)
router.add_router("", managing.router)
router.add_router("", rewards.router)
