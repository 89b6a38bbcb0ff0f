"""The pictures of the guide are of the pages as they are; GUIDE=1 takes them anew (make guide)."""

import os
import re
from io import BytesIO
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.urls import reverse
from PIL import Image

from agreements.models import Agreement
from agreements.workflow import Status
from config.imports import ROWS
from cooperation.models import FollowUp, ImportKind
from cooperation.permissions import Permission
from cooperation.services.imports import begin_import, go_on
from visits.models import Visit

GUIDE = Path(settings.BASE_DIR, "docs", "panduan")
PICTURES = GUIDE / "gambar"
DESK, PHONE = {"width": 1200, "height": 800}, {"width": 390, "height": 844}


def pages() -> dict[str, tuple[str, str, dict]]:
    """Name of the picture → who looks, at which page, on which screen."""
    visit = Visit.objects.get(theme__startswith="Perencanaan, PAD").pk
    draft = Agreement.objects.filter(status=Status.DRAFTING).earliest("pk").pk
    compared = Agreement.objects.filter(revisions__number=2).earliest("pk").pk
    return {
        "catat-kunjungan": ("protokol.depok", reverse("visit_new"), PHONE),
        "kunjungan": ("protokol.depok", reverse("visit", args=[visit]), DESK),
        "kalender": ("protokol.depok", reverse("visit_calendar"), DESK),
        "impor": ("protokol.depok", reverse("import", args=[brought_in()]), DESK),
        "pemberitahuan": ("kerjasama.depok", reverse("notices"), DESK),
        "tindak-lanjut": ("unit.depok", reverse("follow_up", args=[unit_owes()]), PHONE),
        "beranda-hukum": ("hukum.depok", reverse("home"), DESK),
        "susun-naskah": ("hukum.depok", reverse("agreement_articles", args=[draft]), DESK),
        "bandingkan": ("hukum.depok", reverse("agreement_redline", args=[compared]), DESK),
        "tanggal-penting": ("hukum.depok", reverse("agreement_dates"), DESK),
        "beranda-pimpinan": ("pimpinan.depok", reverse("home"), DESK),
        "sekilas": ("pimpinan.depok", reverse("glance"), DESK),
        "papan": ("pimpinan.depok", reverse("candidate_board"), DESK),
        "laporan": ("pimpinan.depok", reverse("report", args=["visits"]), DESK),
        "keutuhan": ("auditor.depok", reverse("home"), DESK),
        "riwayat": ("auditor.depok", reverse("history", args=["visit", visit]), DESK),
    }


def unit_owes() -> int:
    """What the unit of the demo was asked for first."""
    seen = FollowUp.objects.visible_to(get_user_model().objects.get(username="unit.depok"))
    return seen.unfinished().filter(unit__parent__isnull=False).earliest("due_on").pk


def brought_in() -> int:
    """A page of an old guest book, with a row that is wrong."""
    sari = get_user_model().objects.get(username="protokol.depok")
    batang = "Pemerintah Kabupaten Batang"
    rows = [
        (2, {"day": "2021-03-04", "guests": batang, "theme": "Arsip", "source_note": "Buku tamu"}),
        (3, {"day": "31/02/2021", "guests": "Pemkab Nirwana", "theme": "SPBE"}),
    ]
    batch = begin_import(
        owner=sari.memberships.first().agency,
        kind=ImportKind.VISITS,
        permission=Permission.VISIT_LOG,
        name="Buku tamu 2021.xlsx",
        sha256="0" * 64,
        rows=rows,
        by=sari,
    )
    return go_on(batch, ROWS[ImportKind.VISITS], by=sari).pk


def keep(picture: bytes, path: Path) -> None:
    """In few colours, which a page of text does not need: a third of the size."""
    Image.open(BytesIO(picture)).convert("RGB").quantize(64).save(path, optimize=True)


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_every_picture_shows_a_page_that_answers(enter_as, page, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    call_command("load_reference", verbosity=0)
    call_command("seed_demo", verbosity=0)
    call_command("daily", verbosity=0)
    shown = pages()
    assert set(shown) == set(re.findall(r"gambar/([\w-]+)\.png", told()))

    for name, (username, path, size) in shown.items():
        enter_as(get_user_model().objects.get(username=username))
        page.set_viewport_size(size)
        answer = page.goto(path)
        assert answer.ok, path
        page.wait_for_load_state("networkidle")
        if os.environ.get("GUIDE"):
            keep(page.screenshot(caret="initial"), PICTURES / f"{name}.png")


def test_every_picture_of_the_guide_is_there_and_none_is_left_over():
    named = set(re.findall(r"gambar/([\w-]+)\.png", told()))

    assert named == {path.stem for path in PICTURES.glob("*.png")}
    assert all(path.stat().st_size < 80_000 for path in PICTURES.glob("*.png"))


def test_whatever_the_guide_says_is_on_the_screen_is_on_the_screen():
    catalogue = polib.pofile(str(Path(settings.BASE_DIR, "locale/id/LC_MESSAGES/django.po")))
    indonesian = {word.casefold() for entry in catalogue for word in said_by(entry)}
    english = {entry.msgid.casefold() for entry in catalogue}

    assert labels_of(GUIDE) - indonesian == {"tebal"}
    assert labels_of(GUIDE.parent / "guide") - english == {"bold"}


def labels_of(folder) -> set[str]:
    said = re.findall(r"\*\*(.+?)\*\*", told(folder), re.DOTALL)
    return {" ".join(label.split()).casefold() for label in said}


def said_by(entry):
    return [entry.msgstr, *entry.msgstr_plural.values()]


def told(folder=GUIDE) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.md")))
