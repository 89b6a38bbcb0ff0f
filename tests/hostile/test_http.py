"""Whatever is sent to the API, in a body or after the question mark, is answered: never a 5xx."""

from copy import deepcopy
from itertools import cycle

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import serializers
from rest_framework.test import APIClient

from api.urls import router
from tests.api.test_refusals import problem
from tests.hostile.bodies import addresses
from tests.hostile.everything import make_everything

pytestmark = pytest.mark.django_db

MALFORMED = [b" ", b"{", b"[1,", b"\xff\xfe{", b'{"a": 1e}', b'{"a": NaN}', b"null", b'"x"', b"7"]
MALFORMED += [b"[" * 5_000, b'{"a":' * 5_000]
FOREIGN = ["text/plain", "application/xml", "multipart/form-data; boundary=x", "image/png", "x"]
# Each of the wrong kind for nearly every field, and at the edges of what a column can hold.
JUNK = [
    None,
    True,
    [],
    {},
    [[]],
    [None],
    {"id": 1},
    -1,
    2**31,
    10**20,
    10**400,
    1e30,
    0.1234567,
    "",
    "x",
    "\x00",
    "99999999999999.12345",
    "1e999",
    "NaN",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "2022-02-30",
    "2022-07-12T25:61:00+99:00",
]
ODD_IDS = ["0", "-1", "99999999999999999999", "9" * 400, "1%00", "%00", "x", "²", "1.0", "..%2f1"]
ODD_PAGES = ["-1", "1.5", "9" * 400, "\x00", "²"]


@pytest.fixture
def everything():
    return make_everything(sent=False)


@pytest.fixture
def ani(everything):
    client = APIClient(headers={"accept-language": "en", "if-match": "*"})
    client.force_login(everything.ani)
    return client


def tried(address, client, body):
    """What the answer is; whatever was written is undone."""
    with transaction.atomic():
        answer = address.send(client, body)
        transaction.set_rollback(True)
    if answer.status_code not in (200, 201):
        assert 400 <= answer.status_code < 500, (str(address), body, answer.content)
        problem(answer, answer.status_code)
    return answer


def places(shape, body, path=()):
    """Every field that could be sent, by its path in the body; lists by their first row."""
    for name, field in shape.fields.items():
        yield (*path, name)
        many = isinstance(field, serializers.ListSerializer)
        inner = field.child if many else field
        if isinstance(inner, serializers.Serializer) and body.get(name):
            row = body[name][0] if many else body[name]
            yield from places(inner, row, (*path, name, *([0] if many else [])))


def placed(body, path, value):
    body = part = deepcopy(body)
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return body


def test_what_is_no_json_is_refused_everywhere(everything, ani):
    for address in addresses(everything):
        url, write = f"/api/v1/{address.prefix}/{address.path}", getattr(ani, address.method)
        for content in MALFORMED:
            problem(write(url, content, content_type="application/json"), 400)
        for kind in FOREIGN:
            problem(write(url, b"{}", content_type=kind), 415)


def test_a_name_that_is_not_known_is_told(everything, ani):
    for address in addresses(everything):
        told = problem(tried(address, ani, address.body | {"__class__": 1, "pk": 7}), 400)
        assert {"__class__", "pk"} <= set(told["errors"]), str(address)


def test_every_field_bears_values_of_every_wrong_kind(everything, ani):
    junk = cycle(JUNK)
    for address in addresses(everything):
        for path in places(address.shape(), address.body):
            # In turn: over all fields of all addresses, each kind meets each sort of field.
            tried(address, ani, placed(address.body, path, next(junk)))


def test_a_body_of_nothing_but_wrong_kinds_is_refused(everything, ani):
    for address in addresses(everything):
        for value in JUNK[::3] if address.shape().fields else []:
            body = dict.fromkeys(address.shape().fields, value)
            # A version that is none of this record's is a version, too: the record has changed.
            assert tried(address, ani, body).status_code in (400, 409), (str(address), value)


def test_an_id_that_is_none_is_not_there_wherever_it_stands(everything, ani):
    visit, agreement = everything["visits"].pk, everything["agreements"].pk
    for pk in ODD_IDS:
        for url, method in _odd_addresses(pk, visit, agreement):
            problem(getattr(ani, method)(f"/api/v1/{url}"), 404)


def _odd_addresses(pk, visit, agreement):
    for prefix, viewset, _name in router.registry:
        yield f"{prefix}/{pk}/", "get"
        if "history" in viewset.permissions:
            yield f"{prefix}/{pk}/history/", "get"
        if "move" in viewset.permissions:
            yield f"{prefix}/{pk}/move/", "post"
    yield f"visits/{visit}/discussions/{pk}/outcome/", "post"
    yield f"agreements/{agreement}/parties/{pk}/number/", "post"


def test_a_page_that_is_none_is_told_so(everything, ani):
    for url, name in _windows(everything["visits"].pk, everything["agreements"].pk):
        for value in ODD_PAGES:
            answer = ani.get(f"/api/v1/{url}", {name: value})
            if answer.status_code != 200:  # an empty one is none; an odd size is the usual one
                assert answer.status_code in (400, 404), (url, name, value)
                problem(answer, answer.status_code)


def _windows(visit, agreement):
    for prefix, _viewset, _name in router.registry:
        yield from ((f"{prefix}/", name) for name in ("page", "page_size", "ordering"))
    yield from ((f"visits/{visit}/history/", name) for name in ("offset", "limit", "x"))
    yield f"agreements/{agreement}/document/", "revision"
    scope = ("since", "until", "agency", "affair", "x")
    yield from (("reports/follow-up-status/", name) for name in scope)


LEAVES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False),
    st.text(max_size=30),
    st.dates().map(str),
    st.datetimes().map(str),
    st.sampled_from(JUNK),
)
ANY_JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=8,
)


@settings(
    max_examples=150,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(made_up=st.data())
def test_made_up_bodies_are_answered(made_up, everything, ani):
    address = made_up.draw(st.sampled_from(addresses(everything)), label="address")
    paths = list(places(address.shape(), address.body))
    body = address.body
    for path in made_up.draw(st.lists(st.sampled_from(paths), max_size=4, unique=True)):
        # One above it may have been replaced by something that has no such place.
        if not any(other != path and path[: len(other)] == other for other in paths):
            body = placed(body, path, made_up.draw(ANY_JSON))
    tried(address, ani, made_up.draw(st.just(body) | ANY_JSON, label="body"))
