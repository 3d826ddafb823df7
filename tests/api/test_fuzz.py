"""Every operation of the API under fuzz: never a 5xx, only statuses it declares. Source: T30.

`make test` sends a few requests to each operation, `make proof` many.
"""

from datetime import UTC, datetime

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from facet.config.api import api
from facet.config.wsgi import application
from facet.kernel.permissions import house
from facet.kernel.testing.counts import tries
from facet.kernel.testing.undone import undone
from facet.organisation import selectors as organisation_selectors
from facet.organisation import services as organisation_services
from facet.organisation.models import Role, RoleAssignment
from facet.sales.tests import factories

EXAMPLES = tries(6, proof=60)
CHECKS = (not_a_server_error, status_code_conformance, response_schema_conformance)

schema = schemathesis.openapi.from_dict(api.get_openapi_schema(path_prefix="/api/v1/"))
schema.app = application


@pytest.fixture(scope="module")
def token(django_db_setup, django_db_blocker):
    """A program that may do everything: it meets more code than one that is turned away. Made once for all."""
    # Requests keep the test's own connection, as Django's test client sees to.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    with django_db_blocker.unblock(), undone():
        shop = factories.shop()
        at = datetime.now(tz=UTC)
        organisation_services.install_roles(actor=house("test"), roles=organisation_selectors.starting_roles(), at=at)
        for role in Role.objects.all():
            RoleAssignment.objects.create(staff=shop.manager, role=role)
        yield organisation_services.issue_token(
            actor=house("test"), username=shop.manager.username, label="fuzz", days=1, at=at
        )
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


OPERATIONS = {result.ok().definition.raw["operationId"]: result.ok() for result in schema.get_all_operations()}


@pytest.mark.django_db  # each in a transaction of its own, within the module's
@pytest.mark.parametrize("name", sorted(OPERATIONS))
def test_no_operation_answers_with_a_server_error(name, token):
    headers = {"Authorization": f"Bearer {token}"}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(case=OPERATIONS[name].as_strategy())
    def run(case):
        response = case.call(headers=headers)
        case.validate_response(response, checks=CHECKS)

    run()
