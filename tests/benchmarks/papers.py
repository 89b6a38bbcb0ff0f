"""What tags, PDF/A and the code cost beside plain reportlab, and beside WeasyPrint (P8).

    python -m tests.benchmarks.papers

Prints milliseconds and ratios measured in one run, on an agreement of some four pages; the tools
take turns, so that a noisy machine disturbs them alike. WeasyPrint is no dependency: it is
measured where it happens to be installed. Then 1,000 memoranda go into one ZIP file, with the most
memory that took.
"""

import importlib.util
import io
import resource
import statistics
import time
import zipfile
from datetime import date
from html import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Spacer

from documents import paper, typefaces
from documents.articles import parse, walk
from documents.typefaces import SERIF

ROUNDS = 15
MEMORANDA = 1_000
ADDRESS = "https://jejak.example.go.id/verify/Z3Vlc3MgdGhpcyBvbmUhIQ/"
SENTENCE = (
    "PARA PIHAK melaksanakan kerja sama di bidang penelitian, pengembangan, dan inovasi daerah "
    "sesuai dengan kewenangan masing-masing dan ketentuan peraturan perundang-undangan."
)
BODY = "\n".join(
    [SENTENCE, f"{SENTENCE[:60]}:", "- pertukaran data; dan", "- pendampingan.", SENTENCE]
)
ARTICLES = 13
METADATA = paper.Metadata("Kesepakatan Bersama", "Pemerintah Kota Depok", date(2022, 7, 12))
PAGE = paper.Page("F4", "serif")


def ours() -> bytes:
    signatories = [
        paper.Signatory("Nama Kesatu", "Wali Kota Depok", "PIHAK KESATU,"),
        paper.Signatory("Nama Kedua", "Bupati Batang", "PIHAK KEDUA,"),
    ]
    story = [
        paper.Title("Kesepakatan Bersama", ("Kota Depok", "Kabupaten Batang"), "Inovasi Daerah"),
        paper.NumberLines(["1/2022", None]),
        *(paper.Article(number, "Ruang Lingkup", BODY) for number in range(1, ARTICLES + 1)),
        paper.SignatureBlock(signatories),
    ]
    marks = paper.Marks("", "revisi 1 · 0a1b2c3d", ADDRESS)
    return paper.Document(story, PAGE, METADATA, marks).printed().content


def plain() -> bytes:
    """The same words with reportlab alone: no tags, no archive, no code, nothing kept together."""
    typefaces.register()
    text = ParagraphStyle(
        "t", fontName=SERIF.regular, fontSize=11, leading=16.5, alignment=TA_JUSTIFY
    )
    item = ParagraphStyle("i", parent=text, leftIndent=25, bulletFontName=SERIF.regular)
    head = ParagraphStyle("h", parent=text, fontName=SERIF.bold, alignment=TA_CENTER)
    story = [Paragraph(line, head) for line in ("KESEPAKATAN BERSAMA", "TENTANG", "INOVASI DAERAH")]
    for number in range(1, ARTICLES + 1):
        story += [Paragraph(f"Pasal {number}", head), Paragraph("RUANG LINGKUP", head)]
        for block in walk(parse(BODY)):
            story.append(Paragraph(escape(block.text), item, bulletText=block.label))
        story.append(Spacer(0, 6))
    output = io.BytesIO()
    template = BaseDocTemplate(output, pagesize=(PAGE.width, PAGE.height))
    frame = Frame(85, 71, PAGE.width - 142, PAGE.height - 128)
    template.addPageTemplates(PageTemplate("p", [frame]))
    template.build(story)
    return output.getvalue()


def weasyprint_or_none():
    if importlib.util.find_spec("weasyprint") is None:
        return None
    library = importlib.import_module("weasyprint")
    articles = "".join(
        f"<h2>Pasal {number}<br>RUANG LINGKUP</h2>"
        + "".join(f"<p>{block.label} {escape(block.text)}</p>" for block in walk(parse(BODY)))
        for number in range(1, ARTICLES + 1)
    )
    style = (
        "@page{size:215.9mm 330.2mm;margin:2cm 2cm 2.5cm 3cm;"
        "@bottom-right{content:'Halaman ' counter(page) ' dari ' counter(pages);font-size:8pt}}"
        "body{font:11pt/16.5pt serif;text-align:justify}h1,h2{text-align:center;font-size:11pt}"
    )
    page = f"<html lang=id><style>{style}</style><h1>KESEPAKATAN BERSAMA</h1>{articles}</html>"
    return lambda: library.HTML(string=page).write_pdf(pdf_variant="pdf/ua-1")


def memorandum(number: int) -> bytes:
    rows = [[str(row), "Materi yang dibahas", "Ditindaklanjuti"] for row in range(1, 9)]
    story = [
        paper.Letterhead(("Pemerintah Kota Depok", "Bappeda"), "Jalan Margonda Raya 54"),
        paper.MemoHead("Nota Dinas", [("Nomor", str(number)), ("Hal", "Laporan kunjungan")]),
        paper.Heading("PENDAHULUAN", "I."),
        paper.Paragraph(SENTENCE),
        paper.GridTable(["No.", "Materi", "Hasil"], rows, widths=[1, 7, 8]),
        paper.SingleSignature(paper.Signatory("Sari", "Petugas Protokol")),
    ]
    return paper.build(story, page=paper.Page(), metadata=METADATA, footer=f"No. {number}")


def milliseconds(act) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def main() -> None:
    tools = {"ours": ours, "plain reportlab": plain, "weasyprint": weasyprint_or_none()}
    tools = {name: act for name, act in tools.items() if act is not None}
    for act in tools.values():
        act()  # warm
    taken = {name: [] for name in tools}
    for _round in range(ROUNDS):
        for name, act in tools.items():
            taken[name].append(milliseconds(act))
    median = {name: statistics.median(times) for name, times in taken.items()}
    for name, value in median.items():
        print(f"{name}, warm: {value:.0f} ms")
    print(f"ours / plain reportlab: {median['ours'] / median['plain reportlab']:.2f} (goal: ≤ 3)")
    if "weasyprint" in median:
        print(f"weasyprint / ours: {median['weasyprint'] / median['ours']:.2f} (goal: ≥ 2.5)")
    else:
        print("weasyprint: not installed here")

    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    start = time.perf_counter()
    size = 0
    with zipfile.ZipFile("/dev/null", "w") as archive:
        for number in range(MEMORANDA):
            content = memorandum(number)
            size += len(content)
            archive.writestr(f"{number}.pdf", content)
    took = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{MEMORANDA} memoranda in one ZIP: {took:.0f} s, {size / 2**20:.0f} MiB of paper")
    print(f"most memory: {after:.0f} MiB, of it {after - before:.0f} for the ZIP (goal: < 200)")


if __name__ == "__main__":
    main()
