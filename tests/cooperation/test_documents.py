"""What was issued: kept as it is, found in the register, and checked by anybody who holds it."""

from hashlib import sha256

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.test import Client

from agreements.content import latest_revision
from agreements.services import set_signatory_nip
from cooperation.models import IssuedDocument, PersonalDetail
from cooperation.services import drawn_again
from tests.agreements.builders import Cast
from tests.documents import reading
from tests.visits.page import client_of, text_of

NIP = "197001011990031001"


@pytest.fixture
def cast(db) -> Cast:
    cache.clear()  # it counts who asks
    return Cast()


@pytest.fixture
def issued(cast) -> IssuedDocument:
    agreement = cast.walk(cast.draft(), "submit", "approve")
    set_signatory_nip(agreement.parties.first(), nip=NIP, by=cast.budi)
    return latest_revision(cast.walk(agreement, "partner_agrees", "issue")).issued


@pytest.fixture
def anybody():
    return Client(headers={"accept-language": "en"})


def verify(client, token):
    return client.get(f"/verify/{token}/")


def test_drawn_again_it_is_the_same_file(issued):
    assert drawn_again(issued) == bytes(issued.content)


def test_what_it_was_drawn_from_holds_no_number_of_a_person(issued):
    assert NIP in reading.text(bytes(issued.content))
    assert NIP not in str(issued.recorded)
    assert NIP not in str([entry.__dict__ for entry in issued.history.all()])


def test_after_an_erasure_only_the_bytes_keep_the_number(issued):
    PersonalDetail.objects.update(nip="")

    with pytest.raises(LookupError):
        drawn_again(issued)
    assert NIP in reading.text(bytes(issued.content))


def test_every_page_leads_to_its_check(issued, anybody):
    assert issued.check_at in "".join(reading.pages(bytes(issued.content))).replace(" ", "")

    page = anybody.get(issued.check_at.removeprefix("http://127.0.0.1:8000"))

    said = text_of(page)
    for words in (
        "Kesepakatan Bersama tentang Penelitian dan Pengembangan Daerah",
        "100.3.7/45/KS/2022",
        "Pemerintah Kabupaten Batang",
        "Issued",
        issued.sha256,
    ):
        assert words in said


def test_the_public_page_tells_nothing_but_what_stands_on_the_paper(issued, anybody):
    said = text_of(verify(anybody, issued.token))

    for secret in ("NASKAH-", "budi", "Idris", NIP, "Lani"):
        assert secret not in said
    assert "no electronic signature" in said
    assert "no-store" in verify(anybody, issued.token)["Cache-Control"]


def test_a_signed_agreement_is_told_to_be_signed(cast, anybody):
    agreement = cast.signed()

    assert "Standing Signed" in text_of(verify(anybody, latest_revision(agreement).issued.token))


def test_revoked_drafted_and_never_issued_answer_the_same(cast, issued, anybody):
    cast.walk(issued.revision.agreement, "unlock")

    revoked, unknown = verify(anybody, issued.token), verify(anybody, "A" * 22)

    assert revoked.status_code == unknown.status_code == 404
    assert revoked.content == unknown.content
    assert text_of(unknown).count("No valid document is known at this address") == 1


def test_nobody_tries_addresses_by_the_thousand(issued, anybody):
    for _time in range(30):
        assert verify(anybody, issued.token).status_code == 200

    refused = verify(anybody, issued.token)

    assert refused.status_code == 429
    assert int(refused["Retry-After"]) == 60
    other = Client(REMOTE_ADDR="10.0.0.9")
    assert verify(other, issued.token).status_code == 200


def test_behind_a_proxy_each_visitor_is_counted_alone(issued, settings):
    settings.BEHIND_PROXY = True
    settings.SECURE_PROXY_SSL_HEADER = None
    for visitor in range(35):
        client = Client(headers={"x-forwarded-for": f"1.1.1.1, 10.0.1.{visitor}"})
        assert verify(client, issued.token).status_code == 200


def test_the_register_shows_the_house_its_papers_and_others_nothing(cast, issued):
    own = text_of(client_of(cast.budi).get("/documents/"))
    assert "Kesepakatan Bersama tentang Penelitian" in own
    assert issued.sha256[:12] in own

    for stranger in (cast.tono, cast.partner):
        assert "Penelitian" not in text_of(client_of(stranger).get("/documents/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("search=teman litbang", True),
        ("search=100.3.7/45", True),
        ("search=tiada", False),
        ("kind=agreement", True),
        ("kind=minutes", False),
        ("revoked=true", False),
        ("since=2999-01-01", False),
    ],
)
def test_the_register_is_searched_and_narrowed(cast, issued, query, found):
    said = text_of(client_of(cast.budi).get(f"/documents/?{query}"))

    assert ("Kesepakatan Bersama tentang" in said) is found


def test_the_register_asks_as_much_for_many_as_for_few(cast, issued, django_assert_max_num_queries):
    budi = client_of(cast.budi)
    budi.get("/documents/")

    with django_assert_max_num_queries(12):
        budi.get("/documents/")


def test_whoever_holds_the_file_learns_which_it_is(cast, issued):
    for holder in (cast.budi, cast.partner, cast.tono):
        said = text_of(client_of(holder).get(f"/documents/check/?sha256={issued.sha256.upper()}"))
        assert "Yes: issued here" in said
        assert "Kesepakatan Bersama tentang Penelitian" in said


def test_another_file_is_not_known_and_half_a_fingerprint_is_told(cast, issued):
    budi = client_of(cast.budi)
    other = sha256(b"lain").hexdigest()

    assert "No such file is known here" in text_of(budi.get(f"/documents/check/?sha256={other}"))
    assert "has 64 signs" in text_of(budi.get("/documents/check/?sha256=abc"))


def test_that_it_was_taken_back_is_for_the_house(cast, issued):
    cast.walk(issued.revision.agreement, "unlock")
    at = f"/documents/check/?sha256={issued.sha256}"

    assert "it was taken back" in text_of(client_of(cast.budi).get(at))
    assert "No such file is known here" in text_of(client_of(cast.partner).get(at))


def test_the_bytes_of_what_was_taken_back_are_still_there_for_the_house(cast, issued):
    agreement = cast.walk(issued.revision.agreement, "unlock")
    at = f"/agreements/{agreement.pk}/issued/{issued.pk}/"

    assert client_of(cast.budi).get(at).content == bytes(issued.content)
    for stranger in (cast.partner, cast.tono):
        assert client_of(stranger).get(at).status_code == 404


def test_the_papers_are_checked_by_a_command(issued, capsys):
    call_command("check_papers")
    assert "sound: 1, broken: 0" in capsys.readouterr().out


def test_the_command_finds_a_byte_that_somebody_changed(issued, capsys):
    content = bytearray(issued.content)
    content[len(content) // 2] ^= 1
    # Past the services, as somebody with the database's password would.
    _rewrite(issued.pk, bytes(content))

    with pytest.raises(SystemExit) as ended:
        call_command("check_papers")

    assert ended.value.code == 1
    assert "broken: 1" in capsys.readouterr().out


def _rewrite(pk, content):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cooperation_issueddocument SET content = %s WHERE id = %s", [content, pk]
        )
