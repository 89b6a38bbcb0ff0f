"""Spreadsheets as offices bring them."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from cooperation.models import ImportBatch

HEAD = ["Hari", "Tamu", "Pimpinan rombongan", "Tema", "Topik", "Kode urusan", "Sumber"]
BATANG = "Pemerintah Kabupaten Batang"


def xlsx(*rows, name="buku tamu.xlsx") -> SimpleUploadedFile:
    book, output = Workbook(), BytesIO()
    for row in rows:
        book.active.append(list(row))
    book.save(output)
    return SimpleUploadedFile(name, output.getvalue())


def csv(text, name="buku tamu.csv", encoding="utf-8") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(encoding))


def bring(client, kind, file, **more):
    """Bring it in and let the page check all of it; the page at the end."""
    page = client.get(reverse("import_new", args=[kind]))
    sent = {"file": file, "owner": page.context["house"].fields["owner"].initial} | more
    return to_the_end(client, client.post(reverse("import_new", args=[kind]), sent, follow=True))


def take(client, batch, **more):
    return to_the_end(
        client, client.post(reverse("import_take", args=[batch.pk]), more, follow=True)
    )


def take_back(client, batch):
    return to_the_end(client, client.post(reverse("import_undo", args=[batch.pk]), follow=True))


def to_the_end(client, page):
    """As the open page does by itself."""
    for _step in range(200):
        if not page.context or not page.context.get("is_under_way"):
            return page
        batch = page.context["batch"]
        page = client.post(reverse("import_go_on", args=[batch.pk]), follow=True)
    raise AssertionError("it never ends")


def states(batch=None) -> dict[int, str]:
    batch = batch or ImportBatch.objects.latest("pk")
    return dict(batch.rows.values_list("number", "state"))


def problems(number, batch=None) -> dict[str, list[str]]:
    batch = batch or ImportBatch.objects.latest("pk")
    return batch.rows.get(number=number).problems
