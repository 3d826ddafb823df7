"""Filters and tags as templates use them."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


def show(source: str, **facts: object) -> str:
    return Template(source).render(Context(facts)).strip()


class RingForm(forms.Form):
    weight = forms.CharField(label="Weight", help_text="In grams, such as 3.98.")
    gift = forms.BooleanField(label="As a gift", required=False, help_text="Packs it nicely.")
    kind = forms.ChoiceField(label="Kind", choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="One.")


def test_filters_turn_whole_numbers_into_text_and_leave_nothing_empty():
    text = show(
        "{{ a|yuan }} {{ b|grams }} {{ c|percent }} {{ d|points }}|{{ e|yuan }}|",
        a=1234500,
        b=3980,
        c=1670,
        d=18640,
        e=None,
    )

    assert text == "12,345.00 3.98 16.7% 18,640||"


def test_moments_are_shown_in_shanghai_time():
    moment = datetime(2026, 2, 14, 17, 32, 5, tzinfo=UTC)

    assert show("{{ m|local }}", m=moment) == "2026-02-15 01:32"
    assert show('{{ m|local:"second" }}', m=moment) == "2026-02-15 01:32:05"
    assert show('{{ m|local:"time" }} {{ m|local:"short" }}', m=moment) == "01:32 02-15"
    with translation.override("en"):
        assert show('{{ m|local:"day" }}', m=moment) == "2026-02-15 Sunday"
    assert show("{{ d|local }}|{{ none|local }}", d=date(2026, 2, 14)) == "2026-02-14|"


def test_an_icon_is_drawn_from_the_sprite_and_hidden_from_readers():
    html = show('{% icon "receipt" %}')

    assert 'aria-hidden="true"' in html
    assert 'href="/static/build/icons.svg#receipt"' in html


def test_a_badge_has_its_tone_icon_and_escaped_word():
    html = show('{% badge "ok" "check" word %}', word="<In stock>")

    assert 'class="fc-badge fc-badge--ok"' in html
    assert "#check" in html
    assert "&lt;In stock&gt;" in html
    with pytest.raises(TemplateSyntaxError):
        show('{% badge "loud" "check" "x" %}')


def test_movement_says_direction_by_arrow_sign_and_class():
    assert 'class="fc-change up num">▲ +18.4%' in show("{% movement 1840 %}")
    assert 'class="fc-change down num">▼ −1.20' in show('{% movement v "yuan" %}', v=-120)
    assert show("{% movement none %}") == ""


def test_a_figure_shows_the_yuan_large():
    assert show("{% big_yuan 18642046 %}") == "<small>¥</small>186,420<small>.46</small>"


def test_a_field_joins_label_control_hint_and_error():
    form = RingForm({"weight": "", "kind": "a"})
    form.is_valid()

    html = show("{% field form.weight %}", form=form)

    assert '<label class="fc-label" for="id_weight">Weight' in html
    assert 'class="fc-input"' in html
    assert 'aria-describedby="id_weight_helptext id_weight_error"' in html
    assert 'id="id_weight_helptext">In grams, such as 3.98.' in html
    assert 'id="id_weight_error" role="alert"' in html
    assert 'aria-invalid="true"' in html


def test_boxes_and_choices_have_their_own_frames():
    form = RingForm()

    assert '<label class="fc-check" for="id_gift">' in show("{% field form.gift %}", form=form)
    choices = show("{% field form.kind %}", form=form)
    assert "<fieldset" in choices
    assert '<legend class="fc-label">Kind' in choices
    assert 'class="fc-unit">g<' in show('{% field form.weight unit="g" %}', form=form)


def test_an_empty_state_offers_one_thing_to_do():
    html = show('{% empty_state "inbox" "Nothing yet." "/new" "Begin" %}')

    assert "Nothing yet." in html
    assert 'href="/new">Begin</a>' in html


@pytest.mark.parametrize(("code", "lang"), [("zh-hans", "zh-Hans"), ("zh-hant", "zh-Hant"), ("en", "en")])
def test_the_page_tells_its_language(code, lang):
    with translation.override(code):
        assert show("{% html_lang %}") == lang
