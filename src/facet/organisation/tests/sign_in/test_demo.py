import pytest

from facet.kernel import registry
from facet.organisation.rules.demo import DemoSignIn
from facet.organisation.tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def _offered(monkeypatch):
    offered = {name: DemoSignIn(name, "gold-1234-demo", order) for order, name in enumerate(("lin", "real", "gone"))}
    monkeypatch.setitem(registry._slots, "demo.sign_in", offered)
    make.give(make.staff("lin", name="林嘉慧", is_demo=True, home=make.store("S01")), make.role("导购", {}))
    make.staff("real")


@pytest.mark.usefixtures("_offered")
def test_demo_people_are_shown_and_fill_the_form_in_one_click(client, settings):
    settings.FACET_DEMO = True
    page = client.get("/sign-in").content.decode()
    assert ("林嘉慧" in page, "?as=lin" in page, "?as=real" in page) == (True, True, False)
    filled = client.get("/sign-in?as=lin&next=/preferences").content.decode()
    assert 'value="gold-1234-demo"' in filled


@pytest.mark.usefixtures("_offered")
def test_outside_the_demonstration_nobody_is_shown(client, settings):
    settings.FACET_DEMO = False
    page = client.get("/sign-in?as=lin").content.decode()
    assert "林嘉慧" not in page
    assert "gold-1234-demo" not in page


@pytest.mark.usefixtures("_offered")
def test_a_person_who_is_not_marked_as_demonstration_is_never_filled_in(client, settings):
    settings.FACET_DEMO = True
    assert "gold-1234-demo" not in client.get("/sign-in?as=real").content.decode().split("demo-title")[0]
