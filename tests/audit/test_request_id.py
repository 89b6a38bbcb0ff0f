"""The answer, the log and the history name one request by one id."""

import pytest
from django.http import HttpResponse

from audit import context
from audit.middleware import RequestMiddleware

OFFERED = "aaaabbbbccccdddd"


def ask(rf, **headers):
    seen = []

    def view(request):
        seen.append((request.id, context.request_id()))
        return HttpResponse()

    response = RequestMiddleware(view)(rf.get("/", headers=headers))
    [(of_request, of_history)] = seen
    assert of_request == of_history == response["X-Request-ID"]
    return of_history


def test_each_request_has_an_id_of_its_own_that_ends_with_it(rf):
    assert ask(rf) != ask(rf)
    assert context.request_id() == ""


def test_a_visitor_does_not_choose_the_id_that_the_history_keeps(rf):
    assert ask(rf, x_request_id=OFFERED) != OFFERED


def test_a_proxy_does_so_that_both_logs_can_be_laid_side_by_side(rf, settings):
    settings.BEHIND_PROXY = True

    assert ask(rf, x_request_id=OFFERED) == OFFERED


@pytest.mark.parametrize("forged", ["x", "a" * 65, "aaaa bbbb\tcccc", "<script>alert(1)</script>"])
def test_what_is_no_id_is_not_taken_from_a_proxy_either(rf, settings, forged):
    settings.BEHIND_PROXY = True

    assert ask(rf, x_request_id=forged) != forged
