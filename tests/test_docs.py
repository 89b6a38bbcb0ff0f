"""The documents say what the code does."""

import os
from pathlib import Path

from django.utils import translation

from agreements import workflow as agreements
from cooperation import workflow as cooperation
from cooperation.permissions import roles_granting
from visits import workflow as visits

DOCS = Path(__file__).resolve().parent.parent / "docs"
HEAD = """# Workflow tables

Written from the tables in the code; this writes it anew:

    UPDATE_DOCS=1 .venv/bin/python -m pytest tests/test_docs.py

"Owner" are the people of the agency that recorded the thing; a role counts at that agency or
above it.
"""
TABLES = [
    ("Visit", "visits/workflow.py", visits.TRANSITIONS),
    ("Candidate", "cooperation/workflow.py", cooperation.CANDIDATE_TRANSITIONS),
    ("Follow-up", "cooperation/workflow.py", cooperation.FOLLOW_UP_TRANSITIONS),
    ("Agreement", "agreements/workflow.py", agreements.TRANSITIONS),
]


def rendered():
    parts = [HEAD]
    for name, place, table in TABLES:
        parts.append(f"\n## {name} (`{place}`)\n")
        parts.append("| from | action | to | side | roles | reason | asks for |")
        parts.append("|---|---|---|---|---|---|---|")
        parts.extend(line(step) for step in table.values())
    return "\n".join(parts) + "\n"


def line(step):
    who = "by itself" if step.automatic else ", ".join(roles_granting(step.permission))
    asks = ", ".join(f"{ask.name}{'' if ask.required else ' (if known)'}" for ask in step.asks)
    return (
        f"| {', '.join(sorted(step.sources))} | {step.action} | {step.target or '(depends)'} "
        f"| {step.side} | {who} | {'owed' if step.reason else ''} | {asks} |"
    )


def test_the_workflow_page_shows_the_real_tables():
    page = DOCS / "workflows.md"
    with translation.override("en"):
        text = rendered()
    if os.environ.get("UPDATE_DOCS"):
        page.write_text(text, encoding="utf-8")

    assert page.read_text(encoding="utf-8") == text
