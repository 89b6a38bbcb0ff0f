import pytest
from django.core.exceptions import ValidationError

from audit.models import StaleRecord, UnrecordedWrite
from audit.recording import locked, record, remove
from cooperation.models import Agency, Candidate, FollowUp
from cooperation.permissions import Permission, Role, require
from cooperation.services import plan_follow_up
from tests.builders import TEST, make_agency, make_candidate, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def depok():
    return make_agency("Pemerintah Kota Depok")


@pytest.fixture
def sari(depok):
    return make_person("sari", depok, Role.PROTOCOL)


def test_a_change_says_who_in_which_role_at_which_agency_and_why(depok, sari):
    role = require(sari, Permission.VISIT_LOG, depok)
    depok.short_name = "Pemkot Depok"

    record(depok, by=sari, role=role, why="nama pendek yang lazim")

    entry = depok.history.first()
    assert (entry.history_user, entry.actor_name) == (sari, "Sari")
    assert (entry.actor_role, entry.actor_agency) == ("protocol", "Pemerintah Kota Depok")
    assert entry.history_change_reason == "nama pendek yang lazim"
    assert entry.root_key == f"cooperation.agency:{depok.pk}"
    assert entry.version == depok.version == 2


def test_an_entry_keeps_the_name_of_the_time_when_the_person_is_renamed(depok, sari):
    record(depok, by=sari)
    sari.first_name = "Sariwati"
    record(sari, by=TEST)

    assert depok.history.first().actor_name == "Sari"


@pytest.mark.parametrize(
    "write",
    [
        lambda agency: agency.save(),
        lambda agency: agency.delete(),
        lambda agency: Agency.objects.filter(pk=agency.pk).update(name="x"),
        lambda agency: Agency.objects.filter(pk=agency.pk).delete(),
        lambda agency: Agency.objects.bulk_create(
            [Agency(code="x", path="x/", name="x", kind="unit")]
        ),
        lambda agency: Agency.objects.bulk_update([agency], ["name"]),
        lambda agency: Agency.objects.create(code="x", path="x/", name="x", kind="unit"),
        lambda agency: Agency.objects.get_or_create(code="x", defaults={"path": "x/"}),
    ],
)
def test_no_ordinary_line_of_code_writes_past_the_history(depok, write):
    before = list(Agency.objects.values())

    with pytest.raises(UnrecordedWrite):
        write(depok)

    assert list(Agency.objects.values()) == before


def test_of_two_who_read_the_same_version_the_second_is_told(depok, sari):
    first, second = Agency.objects.get(pk=depok.pk), Agency.objects.get(pk=depok.pk)
    first.name = "Kota Depok"
    record(first, by=sari)
    second.name = "Depok"

    with pytest.raises(StaleRecord):
        record(second, by=sari)

    depok.refresh_from_db()
    assert depok.name == "Kota Depok"
    assert depok.history.count() == 2
    assert second.version == 1  # nothing was stored, so it may be shown or tried again


def test_a_lock_refuses_a_version_that_has_gone_by(depok, sari):
    record(depok, by=sari)

    with pytest.raises(StaleRecord) as refusal:
        locked(Agency, depok.pk, expected_version=1)

    assert refusal.value.current == 2


def test_a_removed_part_stays_in_the_history_of_its_root(depok):
    budi = make_person("budi", depok, Role.COOPERATION)
    candidate = make_candidate(depok, adopter=make_agency("Pemerintah Kabupaten Batang"))
    follow_up = plan_follow_up(candidate=candidate, title="Kirim KAK", unit=depok, by=budi)

    remove(follow_up, by=budi, why="salah catat")

    last = FollowUp.history.filter(root_key=f"cooperation.candidate:{candidate.pk}").first()
    assert (last.history_type, last.title, last.history_change_reason) == (
        "-",
        "Kirim KAK",
        "salah catat",
    )


def test_a_record_of_its_own_is_never_deleted(depok):
    candidate = make_candidate(depok, adopter=make_agency("Pemerintah Kabupaten Batang"))

    with pytest.raises(TypeError):
        remove(candidate, by=TEST)

    assert Candidate.objects.filter(pk=candidate.pk).exists()


@pytest.mark.parametrize("text", ["Depok\x00", "Depok\u202egnataB", "baris\nkedua"])
def test_a_name_with_characters_nobody_types_is_refused_by_every_path(depok, text):
    depok.name = text

    with pytest.raises(ValidationError) as refusal:
        record(depok, by=TEST)

    assert "name" in refusal.value.message_dict


def test_stored_text_is_normalised(depok):
    depok.name = "  Kabupate\u0301n  "

    record(depok, by=TEST)

    depok.refresh_from_db()
    assert depok.name == "Kabupatén"


@pytest.mark.parametrize("why", ["alasan\x1b[2J", "alasan\u202egnasib", "a" * 20_001])
def test_a_reason_that_cannot_be_read_is_refused_by_every_path(depok, sari, why):
    depok.short_name = "Pemkot"

    with pytest.raises(ValidationError) as refusal:
        record(depok, by=sari, why=why)

    assert "why" in refusal.value.message_dict
    assert depok.history.count() == 1
