"""The home page: panels of the domains, the most urgent first, and a failure that stays small."""

import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.urls import reverse

from facet.kernel.registry import Panel, offer

AT = datetime(2026, 2, 14, 6, 32, tzinfo=UTC)  # 14:32 in Shanghai


def panel(
    slot: str, facts: dict, *, key: str = "test", permission: str = "", template: str = "", order: int = 0
) -> None:
    offer(slot, key, Panel(key, "", template, lambda actor, subject, at: facts, permission, 0, order))


def row(title: str, tone: str = "warn") -> dict[str, str]:
    return {"title": title, "line": "", "tone": tone, "icon": "tool", "url": "/x", "verb": "Go"}


def titles(html: str) -> list[str]:
    return re.findall(r"<h3>([^<]+)</h3>", html)


def test_a_new_house_shows_real_empty_states(browser, slots):
    html = browser(language="en").get("/").content.decode()

    assert "All done. Nothing waits for you now." in html
    assert "Often used" in html  # what to do, while there is no figure to show
    assert "No alerts now." in html


def test_the_most_urgent_to_do_comes_first_and_alone_is_filled(browser, slots):
    panel("home.todo", {"rows": [row("kind", "gold"), row("soon"), row("now", "danger")]})

    html = browser(language="en").get("/").content.decode()

    assert titles(html) == ["now", "soon", "kind"]
    assert html.count("fc-btn--primary") == 1
    assert 'data-todo="3"' in html


def test_at_most_seven_to_dos_are_shown_and_the_rest_is_counted(browser, slots):
    panel("home.todo", {"rows": [row(f"job {number}") for number in range(9)], "more": 40})

    html = browser(language="en").get("/").content.decode()

    assert len(titles(html)) == 7
    assert '<span class="fc-count">49</span>' in html
    assert reverse("organisation:todo") in html


def test_a_figure_shows_money_goods_and_its_comparison(browser, slots):
    facts = {"label": "Sales", "icon": "receipt", "url": "/sales", "cents": 18642000, "goods": [("23", "pieces")]}
    panel("home.figure", facts | {"change": 1840, "compare": "against last year"})

    html = browser(language="en").get("/").content.decode()

    assert "<small>¥</small>186,420<small>.00</small>" in html
    assert "<b>23</b> pieces" in html
    assert "▲ +18.4%" in html
    assert '<a class="fc-card fc-figure" href="/sales">' in html


def test_four_figures_at_most(browser, slots):
    for number in range(6):
        panel(
            "home.figure",
            {"label": f"F{number}", "icon": "x", "url": "/", "value": "1"},
            key=f"f{number}",
            order=number,
        )

    html = browser(language="en").get("/").content.decode()

    assert re.findall(r"</span>(F\d)<span", html) == ["F0", "F1", "F2", "F3"]


def test_a_panel_is_asked_only_for_those_who_may_see_it(browser, slots):
    panel("home.todo", {"rows": [row("secret")]}, permission="audit.view_events")

    assert "secret" not in browser().get("/").content.decode()
    assert "secret" in browser("audit.view_events", username="auditor").get("/").content.decode()


def test_a_card_that_fails_says_so_and_the_others_stay(browser, slots, caplog):
    def broken(actor, subject, at):
        raise ValueError("no such column")

    offer("home.figure", "broken", Panel("broken", "", "", broken, "", 0))
    panel("home.todo", {"rows": [row("still here")]})

    answer = browser(language="en").get("/")

    assert answer.status_code == 200
    html = answer.content.decode()
    assert "This part could not be read" in html
    assert "still here" in html
    assert "no such column" not in html


@pytest.mark.parametrize(
    ("language", "heading", "line"),
    [
        ("zh-hans", "下午好，林嘉慧", "今天情人节，星期六；离除夕还有 2 天。"),
        (
            "en",
            "Good afternoon, 林嘉慧",
            "Today is Valentine&#x27;s Day, Saturday; 2 days to Chinese New Year&#x27;s Eve.",
        ),
    ],
)
@pytest.mark.usefixtures("slots", "chinese")
def test_the_greeting_names_the_person_and_the_days_one_fact(browser, language, heading, line):
    client = browser(language=language)

    with time_machine.travel(AT, tick=False):
        html = client.get("/").content.decode()

    assert f"<h1>{heading}</h1>" in html
    assert line in html
