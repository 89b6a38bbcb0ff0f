"""What is kept of an upload, and what is not let in."""

import zipfile
from io import BytesIO

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from cooperation.models import StoredFile
from cooperation.permissions import NotPermitted
from visits.models import Attachment
from visits.services import attach_file, remove_attachment


def pdf_bytes(change=None) -> bytes:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    if change:
        change(pdf)
    output = BytesIO()
    pdf.save(output)
    return output.getvalue()


def office(*parts, content_types="<Types/>") -> bytes:
    output = BytesIO()
    with zipfile.ZipFile(output, "w") as package:
        package.writestr("[Content_Types].xml", content_types)
        for part in parts:
            package.writestr(part, "<x/>")
    return output.getvalue()


def javascript(pdf):
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def launch(pdf):
    action = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="calc.exe")
    link = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, A=action)
    pdf.pages[0].Annots = pikepdf.Array([link])


def embedded(pdf):
    pdf.attachments["x.exe"] = b"MZ"


@pytest.fixture
def visit(house):
    return house.afterwards()


@pytest.mark.parametrize(
    ("name", "content", "content_type"),
    [
        ("notulen.pdf", pdf_bytes(), "application/pdf"),
        ("foto.PNG", None, "image/png"),
        (
            "notulen.docx",
            office("word/document.xml"),
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ),
        (
            "daftar hadir.xlsx",
            office("xl/workbook.xml"),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
    ],
)
def test_papers_and_pictures_are_kept_byte_for_byte(
    house, visit, upload, name, content, content_type
):
    sent = upload(name, content)
    original = sent.read()

    attachment = attach_file(visit, kind="minutes", title="Notulen", upload=sent, by=house.sari)

    stored = attachment.file
    assert (stored.owner, stored.name, stored.content_type) == (house.depok, name, content_type)
    with stored.file.open() as kept:
        assert kept.read() == original
    assert name not in stored.file.name
    assert attachment.history.get().root_key == f"visits.visit:{visit.pk}"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kosong.pdf", b""),
        ("gambar.svg", b"<svg onload='alert(1)'/>"),
        ("halaman.html", b"<!doctype html><script>1</script>"),
        ("program.pdf", b"MZ\x90\x00"),
        ("rusak.pdf", b"%PDF-1.7 rusak"),
        ("rusak.png", b"\x89PNG\r\n\x1a\nrusak"),
        ("halaman.html", pdf_bytes()),
        ("skrip.pdf", pdf_bytes(javascript)),
        ("luncur.pdf", pdf_bytes(launch)),
        ("isi.pdf", pdf_bytes(embedded)),
        ("makro.docx", office("word/document.xml", "word/vbaProject.bin")),
        ("makro.docx", office("word/document.xml", content_types="x.macroEnabled.main+xml")),
        ("ole.xlsx", office("xl/workbook.xml", "xl/embeddings/a.bin")),
        ("arsip.docx", office("readme.txt")),
    ],
)
def test_what_may_act_or_pretends_is_not_let_in(house, visit, upload, name, content):
    with pytest.raises(ValidationError) as refusal:
        attach_file(visit, kind="minutes", upload=upload(name, content), by=house.sari)

    assert list(refusal.value.message_dict) == ["file"]
    assert not StoredFile.objects.exists()


def test_a_document_with_a_password_is_not_let_in(house, visit, upload):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    output = BytesIO()
    pdf.save(output, encryption=pikepdf.Encryption(owner="a", user="b"))

    with pytest.raises(ValidationError):
        attach_file(
            visit, kind="minutes", upload=upload("kunci.pdf", output.getvalue()), by=house.sari
        )


def test_a_document_that_unpacks_to_a_flood_is_not_let_in(house, visit, upload):
    output = BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("xl/workbook.xml", b"0" * (201 * 1024 * 1024))

    with pytest.raises(ValidationError):
        attach_file(
            visit, kind="minutes", upload=upload("bom.xlsx", output.getvalue()), by=house.sari
        )


def test_a_file_larger_than_the_office_allows_is_not_let_in(house, visit, upload, settings):
    settings.MAX_UPLOAD_BYTES = 10

    with pytest.raises(ValidationError):
        attach_file(visit, kind="photo", upload=upload("foto.png"), by=house.sari)


def test_a_name_is_no_path(house, visit, upload):
    sent = upload("foto.png")
    sent._name = "../../etc/foto.png"

    attachment = attach_file(visit, kind="photo", upload=sent, by=house.sari)

    assert attachment.file.name == "foto.png"


def test_only_who_may_report_attaches_and_a_removal_says_why(house, visit, upload):
    for stranger in (house.tono, house.bima, house.budi):
        with pytest.raises(NotPermitted):
            attach_file(visit, kind="photo", upload=upload("foto.png"), by=stranger)
    attachment = attach_file(visit, kind="photo", upload=upload("foto.png"), by=house.sari)
    with pytest.raises(ValidationError):
        remove_attachment(attachment, by=house.sari, why=" ")

    remove_attachment(attachment, by=house.sari, why="Salah unggah")

    assert not visit.attachments.exists()
    gone = Attachment.history.filter(history_type="-").get()
    assert gone.history_change_reason == "Salah unggah"
