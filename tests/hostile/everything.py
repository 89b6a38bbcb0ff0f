"""One record of everything that holds text."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from agreements.models import (
    CouncilApproval,
    MonitoringReport,
    Origin,
    SignedCopy,
    TextStatus,
)
from agreements.services import import_signed, reserve_number, set_party_number, void_number
from api.models import Webhook
from audit.models import Tracked
from audit.recording import record
from config.imports import ROWS
from cooperation.models import (
    ClassificationCode,
    Erasure,
    FormerName,
    ImportBatch,
    ImportKind,
    Letterhead,
    Notice,
    NoticeKind,
    OfficeHolding,
    Official,
    PersonalDetail,
    StoredFile,
)
from cooperation.permissions import Permission, Role
from cooperation.services.imports import begin_import, go_on
from cooperation.services.notices import tell
from tests.api.world import World, make_world
from tests.builders import TEST, make_affair, make_person
from tests.hostile.samples import ALL_AT_ONCE, MARKUP, fitted, models_with_text, text_fields
from tests.visits.builders import House
from visits.models import Disposition, ScheduleChange
from visits.services import add_discussion, attach_file, prepare_paper

DAY = date(2022, 7, 12)
STORED = {"content_type": "application/pdf", "size": 4, "sha256": "1" * 64, "file": "files/x.pdf"}


@dataclass
class Everything:
    world: World
    ani: object  # holds every role at Depok: sees every page there is
    batch: ImportBatch

    def __getitem__(self, prefix):
        return self.world[prefix]


def make_everything(*, sent=True) -> Everything:
    """`sent`: whether the partner has the agreement; until then its text can be changed."""
    house = House()
    world = make_world(house)
    ani = make_person("ani", house.depok, *Role)
    visit, agreement = world["visits"], world["agreements"]

    official = record(Official(owner=house.depok, name="Lani"), by=TEST)
    for row in (
        FormerName(agency=house.depok, name="Kota Administratif Depok", until=DAY),
        OfficeHolding(official=official, agency=house.depok, position="Wali Kota"),
        Letterhead(agency=house.depok, office_title="Wali Kota"),
        Disposition(visit=visit, dated_on=DAY, instruction="Siapkan"),
        ScheduleChange(visit=visit, changed_on=DAY, requested_by="guest", reason="Banjir"),
        CouncilApproval(agreement=agreement, approved=True, answered_on=DAY),
        ClassificationCode(code="100.3.7", label="Kerja sama", regime="Baru"),
        MonitoringReport(
            agreement=agreement,
            period_from=DAY,
            period_until=DAY,
            reported_on=DAY,
            progress="Berjalan",
        ),
    ):
        record(row, by=TEST)
    Webhook.objects.update(user=ani)  # nobody but its owner sees one
    facts = {"parties": []}
    _after_signing(world, ani)
    Notice.objects.create(owner=house.depok, subject="x", kind="y", due_on=DAY, facts=facts)
    tell([ani], world["follow-ups"], NoticeKind.ASSIGNED)
    detail, _made = PersonalDetail.objects.get_or_create(owner=house.depok)
    erasure = record(Erasure(owner=house.depok, legal_basis="Surat", asked_by=ani), by=TEST)
    erasure.details.add(detail)
    attach_file(visit, kind="minutes", upload=_photo(), by=ani)
    add_discussion(visit, name="Belum ditindaklanjuti", affair=make_affair(), by=ani)
    prepare_paper(visit, agency=house.depok, by=ani)
    if sent:
        world.sent_to_the_partner(agreement)
        _issued_once(agreement, world["documents"])
    for party in agreement.parties.all():
        set_party_number(party, number=f"100/{party.pk}", by=ani)
    return Everything(world, ani, _brought_in(house.depok, ani))


def _brought_in(owner, ani) -> ImportBatch:
    """A spreadsheet with a row that is right, and one that is not."""
    rows = [
        (2, {"day": "2022-07-12", "theme": ALL_AT_ONCE, "guests": "Pemkab Batang"}),
        (3, {"day": MARKUP, "theme": MARKUP, "guests": MARKUP}),
    ]
    batch = begin_import(
        owner=owner,
        kind=ImportKind.VISITS,
        permission=Permission.VISIT_LOG,
        name="buku tamu.xlsx",
        sha256="1" * 64,
        rows=rows,
        by=ani,
    )
    return go_on(batch, ROWS[ImportKind.VISITS], by=ani)


def _issued_once(agreement, document) -> None:
    """As if its paper had been issued and taken back, and a copy of it had been signed."""
    revision = agreement.revisions.first()
    revision.issued = document
    record(revision, by=TEST)
    by = agreement.drafted_by
    stored = StoredFile(owner=agreement.owner, name="salinan.pdf", uploaded_by=by, **STORED)
    stored.save()
    findings = {
        "signatures": [],
        "differences": [{"before": "tiga", "after": "lima", "near": "selama"}],
        "more": 0,
    }
    copy = SignedCopy(agreement=agreement, revision=revision, file=stored, findings=findings)
    copy.origin, copy.text_status = Origin.UPLOADED, TextStatus.DIFFERS
    record(copy, by=TEST)


def _after_signing(world, ani) -> None:
    """A signed agreement, an article that changes another text, and a number that is void."""
    signed = {"signed_on": DAY, "signed_place": "Depok"}
    import_signed(
        owner=world.house.depok,
        kind="joint_agreement",
        title="Naskah lama",
        parties=[{"agency": world.house.depok, **signed}, {"agency": world.house.batang, **signed}],
        scan_missing=True,
        source_note="Arsip",
        by=ani,
    )
    article = world["agreements"].articles.first()
    article.effect = "add"
    record(article, by=TEST)
    void_number(world["number-reservations"], by=ani, why="Salah agenda")
    reserve_number(owner=world.house.depok, kind="joint_agreement", purpose="Naskah lain", by=ani)


def rows():
    """One row of every model that holds text, with its text fields."""
    for model in models_with_text():
        row = model._base_manager.order_by("pk").first()
        assert row is not None, f"There is no {model.__name__} in make_everything(): add one."
        yield row, text_fields(model)


def save(row) -> None:
    """As the services do: a row with a history by `record`, another one checked and saved."""
    if isinstance(row, Tracked):
        record(row, by=TEST, why="coba")
    else:
        row.clean_fields(exclude=[field.name for field in row._meta.fields if field.is_relation])
        row.save()


def fill(text: str) -> None:
    """Write this into every text field there is."""
    fill_each(lambda _serial, field: fitted(text, field.max_length))


def fill_each(text_of) -> dict[int, str]:
    """Write `text_of(serial, field)` into every text field there is; what was written."""
    serial, written = count(1), {}
    for row, fields in rows():
        for field in fields:
            place = next(serial)
            written[place] = text_of(place, field)
            setattr(row, field.name, written[place])
        save(row)
    return written


def _photo():
    picture = BytesIO()
    Image.new("RGB", (2, 2)).save(picture, "PNG")
    return SimpleUploadedFile("foto.png", picture.getvalue())
