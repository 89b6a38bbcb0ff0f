"""What the last verification found, kept beside the checkpoints: the page need not verify anew."""

import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

from audit.verification import Finding, Report

RESULT = "verified.json"


@dataclass(frozen=True)
class Result:
    at: datetime
    by: str  # the name of a person, or of the command
    report: Report


def keep(report: Report, *, by: str) -> Result:
    """Raises OSError where the folder cannot be written."""
    result = Result(datetime.now(UTC), by, report)
    folder = Path(settings.CHECKPOINTS)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    told = {"at": result.at.isoformat(), "by": by, "report": asdict(report)}
    # Whole or not at all: the page may read it at this moment.
    fresh = folder / f"{RESULT}.{os.getpid()}"
    fresh.write_text(json.dumps(told))
    fresh.replace(folder / RESULT)
    return result


def last_result() -> Result | None:
    path = Path(settings.CHECKPOINTS) / RESULT
    if not path.exists():
        return None
    told = json.loads(path.read_text())
    report = told["report"]
    found = [Finding(**finding) for finding in report.pop("findings")]
    return Result(datetime.fromisoformat(told["at"]), told["by"], Report(**report, findings=found))
