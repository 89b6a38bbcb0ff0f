"""Logging a visit on its one page, as Sari does it: typed, added to, corrected, saved."""

import pytest

from cooperation.models import Agency, Innovation
from cooperation.permissions import Role
from tests.builders import make_affair, make_innovation, make_person, make_region
from tests.visits.page import client_of, form_on, text_of
from visits.models import Visit
from visits.workflow import Status

NEW = "/visits/new/"
PRESENTER = {"presenter_name": "Dadang Wihana", "presenter_position": "Kepala Bappeda Kota Depok"}


@pytest.fixture
def sari(house):
    return client_of(house.sari)


def typed(client, *, add=(), **given):
    """The page with this many rows added and this typed into it; keys as on the page."""
    fields = form_on(client.get(NEW), NEW)
    for section in add:
        fields = form_on(client.post(NEW, fields | {"add": section}), NEW)
    unknown = {key.replace("__", "-") for key in given} - set(fields)
    assert not unknown, unknown
    return fields | {key.replace("__", "-"): value for key, value in given.items()}


def save(client, fields):
    return client.post(NEW, fields | {"save": "1"})


def a_letter(client, **given):
    facts = {
        "facts__theme": "Inovasi daerah",
        "hosts__0__receiver_name": "Supian Suri",
        "delegations__0__agency": "Pemkab Batang",
        "delegations__0__leader_name": "Lani Dwi Rejeki",
    }
    return typed(client, **(facts | given))


def test_sari_logs_the_visit_of_batang_as_the_news_tells_it(house, sari):
    make_affair("5.01", "Perencanaan")
    make_affair("1.02", "Kesehatan")
    for name in ("SAPA SABA", "Geber Hebring"):
        make_innovation(house.bappeda, name)
    topics = ["topics"] * 3
    figures = ["topics-3-values", "topics-3-values"]
    fields = typed(
        sari,
        add=topics + figures,
        facts__entry_mode="retrospective",
        facts__day="2022-07-12",
        facts__visit_type="benchmarking",
        facts__source_note="Kastara.ID",
        hosts__0__receiver_name="Supian Suri",
        hosts__0__receiver_position="Sekretaris Daerah Kota Depok",
        hosts__0__participants="Dadang Wihana; Kepala Bappeda Kota Depok; Bappeda",
        delegations__0__agency="Pemerintah Kabupaten Batang",
        delegations__0__leader_name="Lani Dwi Rejeki",
        delegations__0__leader_position="Bupati Batang",
        delegations__0__leader_office_status="pj",
        topics__0__name="Perencanaan pembangunan",
        topics__0__affair="5.01",
        topics__0__presenting_unit="Bappeda Kota Depok",
        topics__0__presenter_name="Dadang Wihana",
        topics__0__shown__0__innovation="SAPA SABA",
        topics__1__name="Optimalisasi PAD",
        topics__1__affair="5.01",
        topics__2__name="Penanganan kemiskinan",
        topics__2__affair="5.01",
        topics__3__name="Percepatan penurunan stunting",
        topics__3__affair="1.02",
        topics__3__asked="Apakah ada dukungan anggaran?",
        topics__3__asked_by="0",
        topics__3__findings="Beberapa perangkat daerah memiliki program.",
        topics__3__shown__0__innovation="Geber Hebring (Bappeda Kota Depok)",
        topics__3__values__0__indicator_name="Prevalensi stunting",
        topics__3__values__0__agency="Pemkab Batang",
        topics__3__values__0__value="21,7",
        topics__3__values__0__unit="%",
        topics__3__values__1__indicator_name="Prevalensi stunting",
        topics__3__values__1__agency="Pemkot Depok",
        topics__3__values__1__value="3.42",
        topics__3__values__1__unit="%",
        stops__0__place="Aula Sapa Saba Bappeda, Lantai 1, Gedung Dibaleka II",
    )

    with_id = client_of(house.sari)
    answer = with_id.post(NEW, fields | {"save": "1"}, headers={"accept-language": "id"})

    visit = Visit.objects.get()
    assert answer.url == f"/visits/{visit.pk}/"
    assert (visit.status, visit.whole_day) == (Status.COMPLETED, True)
    assert visit.owner.local(visit.actual_start).date().isoformat() == "2022-07-12"
    delegation = visit.delegations.get()
    assert (delegation.planned_headcount, delegation.actual_headcount) == (None, None)
    assert [str(talk.topic) for talk in visit.discussions.all()] == [
        "Perencanaan pembangunan",
        "Optimalisasi PAD",
        "Penanganan kemiskinan",
        "Percepatan penurunan stunting",
    ]
    stunting = visit.discussions.last()
    assert stunting.asked_by == delegation
    assert [str(value) for value in stunting.quoted_values.all()] == [
        "Pemkab Batang: 21.7000 %",
        "Pemkot Depok: 3.4200 %",
    ]
    assert stunting.innovations_shown.get().innovation.name == "Geber Hebring"
    assert visit.participants.get().unit == "Bappeda"


def test_what_is_wrong_is_said_at_the_top_and_nothing_typed_is_lost(sari):
    fields = a_letter(
        sari,
        facts__letter_number="005/12",
        facts__last_day="2022-07-11",
        facts__day="2022-07-12",
        topics__0__name="Topik baru tanpa urusan",
        topics__0__findings="Baris satu\nBaris dua",
        delegations__0__participants="Rini; Kepala Bagian\nJoko\tStaf\tBappeda",
    )

    page = save(sari, fields)

    said = text_of(page)
    assert page.status_code == 200
    assert "before the start" in said
    assert "Choose the government affair" in said
    assert '<a class="alert-link" href="#id_topics-0-affair"' in page.content.decode()
    again = form_on(page, NEW)
    assert {key: value for key, value in again.items() if key != "csrfmiddlewaretoken"} == {
        key: value for key, value in fields.items() if key != "csrfmiddlewaretoken"
    }
    assert not Visit.objects.exists()


def test_a_row_is_added_and_dropped_with_everything_kept(sari):
    fields = a_letter(sari, topics__0__name="Satu")
    fields = form_on(sari.post(NEW, fields | {"add": "topics"}), NEW)
    fields = fields | {"topics-1-name": "Dua"}
    fields = form_on(sari.post(NEW, fields | {"add": "topics-1-values"}), NEW)
    fields = fields | {"topics-1-values-0-value": "3,42"}

    after = form_on(sari.post(NEW, fields | {"drop": "topics-0"}), NEW)

    assert after["topics-count"] == "1"
    assert after["topics-0-name"] == "Dua"
    assert after["topics-0-values-0-value"] == "3,42"
    assert after["facts-theme"] == "Inovasi daerah"
    assert not Visit.objects.exists()


def test_the_enter_key_shows_the_page_again_and_saves_nothing(sari):
    page = sari.get(NEW)
    first_button = page.content.decode().split('action="/visits/new/"')[1].split("<button")[1]
    fields = a_letter(sari)

    again = sari.post(NEW, fields | {"again": "1"})

    assert 'name="again"' in first_button.split(">")[0]
    assert form_on(again, NEW)["facts-theme"] == "Inovasi daerah"
    assert 'id="problems"' not in again.content.decode()
    assert not Visit.objects.exists()


def test_rows_left_empty_are_not_there(sari):
    fields = typed(
        sari, add=["delegations", "topics", "stops"], delegations__0__agency="Pemkab Batang"
    )

    save(sari, fields)

    visit = Visit.objects.get()
    assert visit.status == Status.REGISTERED
    assert visit.delegations.count() == 1
    assert not visit.discussions.exists()
    assert not visit.stops.exists()


def test_an_agency_that_nobody_knew_is_taken_up_with_the_visit(house, sari):
    make_region("33.26", "Kabupaten Pekalongan", "33")
    fields = a_letter(
        sari,
        delegations__0__agency="Pemerintah Kabupaten Pekalongan",
        delegations__0__new_kind="regional_government",
    )

    save(sari, fields)

    guest = Visit.objects.get().delegations.get().agency
    assert guest.name == "Pemerintah Kabupaten Pekalongan"
    assert guest.region.code == "33.26"


def test_a_refused_visit_takes_up_no_agency(sari):
    fields = a_letter(
        sari,
        delegations__0__agency="Pemerintah Kabupaten Pekalongan",
        delegations__0__new_kind="regional_government",
        topics__0__name="Topik baru tanpa urusan",
    )

    page = save(sari, fields)

    assert form_on(page, NEW)["delegations-0-new_kind"] == "regional_government"
    assert not Agency.objects.filter(name__contains="Pekalongan").exists()


def test_an_agency_of_nearly_the_same_name_is_asked_about_first(sari):
    fields = a_letter(
        sari,
        delegations__0__agency="Pemerintah Kabupaten Batangg",
        delegations__0__new_kind="regional_government",
    )

    page = save(sari, fields)
    answer = save(sari, form_on(page, NEW) | {"delegations-0-sure": "on"})

    assert "There is already" in text_of(page)
    assert answer.status_code == 302


def test_an_unclear_name_of_an_agency_lists_the_ones_that_are_meant(house, sari):
    page = save(sari, a_letter(sari, delegations__0__agency="Pemerintah"))

    assert "Pemerintah Kabupaten Batang" in text_of(page)
    assert not Visit.objects.exists()


def test_an_outgoing_visit_starts_with_us_as_the_guest(sari):
    fields = form_on(sari.get(f"{NEW}?direction=out"), NEW)

    assert fields["delegations-0-agency"] == "Pemerintah Kota Depok"
    assert fields["hosts-0-agency"] == ""


def test_owners_to_choose_from_are_only_those_the_person_logs_for(house):
    unit_desk = client_of(make_person("rini", house.bappeda, Role.PROTOCOL))

    page = unit_desk.get(NEW)

    assert form_on(page, NEW)["facts-owner"] == str(house.bappeda.pk)
    assert 'type="hidden" name="facts-owner"' in page.content.decode()
    assert "Tarakan" not in page.content.decode()


def test_a_foreign_owner_cannot_be_sent_either(house, sari):
    page = save(sari, a_letter(sari, facts__owner=str(house.elsewhere.pk)))

    assert page.status_code == 200
    assert not Visit.objects.exists()


def test_whoever_may_not_log_is_told_who_may(house):
    page = client_of(house.ratna).get(NEW)

    assert page.status_code == 403
    assert "Protocol" in text_of(page)


def test_the_second_entry_of_one_letter_is_pointed_out(sari):
    save(sari, a_letter(sari, facts__letter_number="005/12/2022"))

    answer = sari.post(
        NEW, a_letter(sari, facts__letter_number="005/12/2022") | {"save": "1"}, follow=True
    )

    assert "may be the same visit as KUNJUNGAN-" in text_of(answer)


def test_hidden_innovations_cannot_be_found_by_their_name(house, sari):
    make_affair()
    make_innovation(house.elsewhere, "Rahasia Besar", published=False)

    page = save(
        sari,
        a_letter(
            sari,
            topics__0__name="Apa saja",
            topics__0__affair="5.05",
            topics__0__shown__0__innovation="Rahasia",
        ),
    )

    assert Innovation.objects.filter(name="Rahasia Besar").exists()
    assert "Rahasia Besar" not in text_of(page)
    assert not Visit.objects.exists()


@pytest.mark.parametrize("count", ["-1", "x", "9999999999", "61"])
def test_a_made_up_number_of_rows_does_no_harm(sari, count):
    page = save(sari, a_letter(sari) | {"topics-count": count})

    assert page.status_code in (200, 302)
