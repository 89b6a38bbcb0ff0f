"""What was promised, who owes what, what is late and what came of it: on paper, for management."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from cooperation.pdf.letterheads import Look
from documents import paper
from documents.words import date_long


def status_report(
    report: Mapping[str, Any], look: Look, *, scope: str, stages: Mapping[str, str]
) -> paper.Document:
    """`report` is that of `reports.follow_up_status`; `scope` says what it is about; `stages` names
    each stage of a candidate in Indonesian."""
    day: date = report["as_of"]
    return paper.Document(
        [
            look.letterhead(day),
            paper.Title("Laporan Status Tindak Lanjut", about=f"Keadaan {date_long(day)}"),
            paper.FactsTable([("Cakupan", scope)]),
            paper.Heading("YANG TERLAMBAT", "I."),
            *_late(report["follow_ups"]),
            paper.Heading("CALON KERJA SAMA MENURUT TAHAP", "II."),
            _stages(report["candidates"], stages),
            paper.Heading("HASIL KUNJUNGAN", "III."),
            _came_of_it(report["conversion"]),
            paper.Heading("NASKAH YANG BERAKHIR DALAM 90 HARI", "IV."),
            *_expiring(report["expiring"]),
        ],
        look.letter_page,
        paper.Metadata("Laporan status tindak lanjut", look.agency.name, day),
        paper.Marks("", f"Laporan status tindak lanjut · {date_long(day)}"),
    )


def _late(promises: Mapping[str, Any]) -> list[paper.Piece]:
    counted = paper.Paragraph(
        f"{promises['open']} tindak lanjut terbuka, {promises['overdue']} di antaranya terlambat; "
        f"{promises['done']} selesai, {promises['done_on_time']} di antaranya tepat waktu."
    )
    rows = [
        [
            str(place),
            f"{row['title']}\n{row['candidate_title']}",
            "\n".join(filter(None, [row["assignee"] or "belum ditunjuk", row["unit"]])),
            f"{date_long(row['due_on'])} ({row['days_late']} hari)",
        ]
        for place, row in enumerate(promises["overdue_list"], start=1)
    ]
    if not rows:
        return [counted, paper.Paragraph("Tidak ada yang terlambat.")]
    head = ["No.", "Yang harus dilakukan", "Penanggung jawab", "Tenggat"]
    by_unit = [[row["name"], str(row["count"])] for row in promises["overdue_by_unit"]]
    return [
        counted,
        paper.GridTable(head, rows, widths=[1, 7, 5, 4]),
        paper.GridTable(["Instansi penanggung jawab", "Terlambat"], by_unit, widths=[12, 3]),
    ]


def _stages(candidates: Mapping[str, Any], stages: Mapping[str, str]) -> paper.GridTable:
    ages = ("count", "days_0_30", "days_31_90", "days_over_90")
    rows = [
        [stages[stage["status"]], *(str(stage[name]) for name in ages)]
        for stage in candidates["by_stage"]
        if stage["count"]
    ]
    rows.append([paper.Bold("Jumlah"), str(candidates["total"]), "", "", ""])
    head = ["Tahap", "Jumlah", "≤ 30 hari", "31–90 hari", "> 90 hari"]
    return paper.GridTable(head, rows, widths=[6, 2, 2, 2, 2])


def _came_of_it(conversion: Mapping[str, int]) -> paper.FactsTable:
    names = {
        "topics_discussed": "Materi dibahas",
        "topics_with_outcome": "Materi dengan hasil",
        "topics_to_candidate": "Materi menjadi calon",
        "candidates": "Calon kerja sama",
        "candidates_signed": "Calon dengan naskah ditandatangani",
        "candidates_realised": "Calon terwujud",
    }
    facts = [(label, str(conversion[name])) for name, label in names.items()]
    return paper.FactsTable(facts, label_width=7.5)


def _expiring(rows) -> list[paper.Piece]:
    if not rows:
        return [paper.Paragraph("Tidak ada.")]
    cells = [
        [row["reference"], row["title"], f"{date_long(row['ends_on'])} ({row['days_left']} hari)"]
        for row in rows
    ]
    return [paper.GridTable(["Nomor berkas", "Judul", "Berakhir"], cells, widths=[4, 8, 4])]
