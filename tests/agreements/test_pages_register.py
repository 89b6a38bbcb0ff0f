"""The register and the page of an agreement: what stands where, the steps, who reads what."""

import re
from datetime import date

import pytest
from django.urls import reverse

from agreements.services import edit_agreement
from tests.agreements.builders import whole
from tests.documents.reading import text
from tests.query_counts import hold, queries_of

NOWHERE = 987_654


def page_of(agreement):
    return reverse("agreement", args=[agreement.pk])


def offered(page):
    return [form.step.action for form in page.context["steps"]]


def step(client, agreement, action, **facts):
    agreement.refresh_from_db()
    facts |= {"action": action, "version": agreement.version}
    return client.post(reverse("agreement_move", args=[agreement.pk]), facts)


def bytes_of(response):
    """The answer, without the token that is made anew for each."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", response.content)


def test_the_page_carries_a_text_from_the_draft_to_the_last_signature(cast, as_person):
    agreement = cast.draft()
    depok, batang = agreement.parties.all()
    agrees = {"evidence": "Surat Sekda Batang nomor 100/7"}
    signs = {"party": depok.pk, "signed_place": "Depok"}

    step(as_person(cast.budi), agreement, "submit", why="siap")
    step(as_person(cast.hukum2), agreement, "approve")
    step(as_person(cast.kerjasama), agreement, "partner_agrees", **agrees)
    step(as_person(cast.kerjasama), agreement, "issue")
    step(as_person(cast.kerjasama), agreement, "sign", **signs)
    step(as_person(cast.kerjasama), agreement, "sign", **signs | {"party": batang.pk})

    agreement.refresh_from_db()
    assert agreement.status == "signed"


def test_nobody_is_offered_to_approve_own_work(cast, as_person):
    agreement = cast.walk(cast.draft(), "submit")

    drafter = as_person(cast.budi).get(page_of(agreement))
    colleague = as_person(cast.hukum2).get(page_of(agreement))

    assert "approve" not in offered(drafter)
    assert colleague.context["steps"].next.step.action == "approve"


def test_the_paper_is_issued_before_it_is_signed_and_only_once(cast, as_person):
    agreement, client = cast.ready(), as_person(cast.kerjasama)

    before = client.get(page_of(agreement))
    step(client, agreement, "issue")
    after = client.get(page_of(agreement))

    assert (before.context["steps"].next.step.action, "sign" in offered(before)) == ("issue", False)
    assert (after.context["steps"].next.step.action, "issue" in offered(after)) == ("sign", False)


def test_only_a_party_that_has_not_signed_is_offered_to_sign(cast, as_person):
    agreement = cast.walk(cast.ready(), "issue")
    depok, batang = agreement.parties.all()
    agreement = cast.sign(agreement, depok)

    page = as_person(cast.kerjasama).get(page_of(agreement))

    form = page.context["steps"].next
    assert list(form.fields["party"].queryset) == [batang]


def test_what_the_draft_still_lacks_stands_on_its_page(cast, as_person):
    sides = cast.sides()
    del sides[1]["signatory_name"]
    agreement = cast.draft(parties=sides)

    page = as_person(cast.budi).get(page_of(agreement))
    refused = step(as_person(cast.budi), agreement, "submit")

    assert "no_signatory" in [problem.code for problem in page.context["problems"]]
    assert refused.status_code == 200
    agreement.refresh_from_db()
    assert agreement.status == "drafting"


def test_a_refused_draft_lists_each_thing_once_with_the_way_to_mend_it(cast, as_person):
    sides = cast.sides()
    del sides[0]["signatory_name"], sides[1]["signatory_name"]
    agreement = cast.draft(parties=sides)

    page = step(as_person(cast.budi), agreement, "submit", why="Mohon diperiksa")

    said = page.content.decode()
    lacking = said.split('id="problems"')[1].split("</ul>")[0]
    for party in agreement.parties.all():
        assert said.count(f"{party} has no signatory yet.") == 1
        assert f'href="{reverse("party", args=[agreement.pk, party.pk])}"' in lacking
    assert "Mohon diperiksa" in said


def test_the_register_tells_the_end_of_what_was_signed_and_of_nothing_else(cast, as_person):
    agreement = cast.draft(starts_on=date(2026, 1, 2), ends_on=date(2031, 5, 6))
    client = as_person(cast.kerjasama)

    drafted = client.get(reverse("agreement_list")).content.decode()
    cast.signed(agreement)
    signed = client.get(reverse("agreement_list")).content.decode()

    assert ("2031" in drafted, "2031" in signed) == (False, True)


def test_a_stale_step_is_told_and_keeps_what_was_typed(cast, as_person):
    agreement = cast.draft()
    facts = {"action": "void", "version": agreement.version, "why": "Batal karena anggaran"}
    edit_agreement(agreement, by=cast.budi, changes={"place": "Jakarta"})

    page = as_person(cast.ratna).post(reverse("agreement_move", args=[agreement.pk]), facts)

    agreement.refresh_from_db()
    assert agreement.status == "drafting"
    assert "Batal karena anggaran" in page.content.decode()


def test_the_partner_reads_what_was_sent_and_not_what_is_being_written(cast, as_person):
    agreement = cast.walk(cast.draft(), "submit", "approve", "partner_changes")
    edit_agreement(agreement, by=cast.budi, changes={"title": "Judul yang belum dikirim"})
    sent_title = agreement.revisions.get().content["title"]

    client = as_person(cast.partner)
    page, register = client.get(page_of(agreement)), client.get(reverse("agreement_list"))
    partner_agency = client.get(reverse("agency", args=[cast.depok.pk]))

    for answer in (page, register, partner_agency):
        assert "Judul yang belum dikirim" not in answer.content.decode()
    assert sent_title in page.content.decode()
    assert sent_title in register.content.decode()
    assert offered(page) == []


def test_the_paper_of_a_draft_says_so_and_issued_bytes_are_served_as_they_are(cast, as_person):
    agreement, client = cast.draft(), as_person(cast.budi)
    url = reverse("agreement_document", args=[agreement.pk])

    draft = client.get(url)
    cast.walk(cast.ready(agreement), "issue")
    issued = client.get(url)

    assert draft["Content-Type"] == "application/pdf"
    assert "RANCANGAN" in text(draft.content)
    assert issued.content == bytes(agreement.revisions.first().issued.content)


def test_each_revision_has_its_paper_and_the_partner_only_those_that_were_sent(cast, as_person):
    agreement = cast.walk(cast.draft(), "submit", "return", "submit", "approve")
    url = reverse("agreement_document", args=[agreement.pk])

    ours = [as_person(cast.budi).get(url, {"revision": number}) for number in (1, 2, 3)]
    theirs = [as_person(cast.partner).get(url, {"revision": number}) for number in (1, 2, 3)]

    assert [answer.status_code for answer in ours] == [200, 200, 404]
    assert [answer.status_code for answer in theirs] == [404, 200, 404]
    assert as_person(cast.budi).get(url, {"revision": "x"}).status_code == 404


def test_an_earlier_revision_stays_a_draft_after_a_later_one_is_approved(cast, as_person):
    agreement = cast.ready(cast.walk(cast.draft(), "submit", "return"))
    url, client = reverse("agreement_document", args=[agreement.pk]), as_person(cast.budi)

    assert "RANCANGAN" in text(client.get(url, {"revision": 1}).content)
    assert "RANCANGAN" not in text(client.get(url, {"revision": 2}).content)


@pytest.mark.parametrize(
    "name",
    ["agreement", "agreement_edit", "agreement_articles", "agreement_document", "party_new"],
)
def test_a_foreign_agreement_answers_as_a_missing_one(cast, as_person, name):
    agreement = cast.signed()
    client = as_person(cast.tono)

    foreign = client.get(reverse(name, args=[agreement.pk]))
    missing = client.get(reverse(name, args=[NOWHERE]))

    assert foreign.status_code == missing.status_code == 404
    assert bytes_of(foreign) == bytes_of(missing)


def test_a_foreign_agreement_is_not_moved_and_its_parties_are_not_there(cast, as_person):
    agreement = cast.draft()
    party = agreement.parties.first()
    client = as_person(cast.tono)

    assert step(client, agreement, "void", why="x").status_code == 404
    for name in ("party_number", "party_nip", "party_remove"):
        url = reverse(name, args=[agreement.pk, party.pk])
        assert client.post(url, {"version": 1}).status_code == 404


def test_the_register_of_a_stranger_is_empty_whatever_is_asked(cast, as_person):
    cast.signed()
    client = as_person(cast.tono)

    for question in ({}, {"search": "Litbang"}, {"in_force": "true"}, {"agency": cast.depok.pk}):
        assert client.get(reverse("agreement_list"), question).context["rows"] == []


def test_the_register_says_what_is_in_force(cast, as_person):
    signed, draft = cast.signed(), cast.draft(title="Lain")
    client = as_person(cast.ratna)

    rows = {row["agreement"]: row for row in client.get(reverse("agreement_list")).context["rows"]}
    in_force = client.get(reverse("agreement_list"), {"in_force": "true"}).context["rows"]

    assert rows[signed]["standing"]["status"] == "active"
    assert rows[draft]["standing"] is None
    assert [row["agreement"] for row in in_force] == [signed]


def test_neither_the_register_nor_a_page_pays_for_each_row(cast, as_person):
    client, url = as_person(cast.budi), reverse("agreement_list")
    # Both end with the same steps: the newest entries of the history cost what they name.
    few = cast.walk(
        cast.draft(articles=whole({"heading": "A", "body": "a"})), "submit", "return", "submit"
    )
    one = queries_of(lambda: client.get(url))
    many = cast.walk(
        cast.draft(articles=whole(*({"heading": str(n), "body": "a"} for n in range(10)))),
        *["submit", "return"] * 4,
        "submit",
    )
    for place in range(8):
        cast.draft(title=f"Naskah {place}")

    hold(f"GET {url} (page)", one=one, ten=queries_of(lambda: client.get(url)))
    pages = [page_of(few), page_of(many)]
    costs = [queries_of(lambda url=url: client.get(url)) for url in pages]
    hold("GET /agreements/{id}/ (page)", one=costs[0], ten=costs[1])
