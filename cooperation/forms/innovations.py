"""What is typed about what an agency has to show."""

from cooperation.forms.records import RecordForm
from cooperation.models import Innovation


class InnovationForm(RecordForm):
    model = Innovation
    names = (
        *("name", "full_name", "kind", "is_digital", "affair", "description", "published"),
        *("secondary_affair", "licence_terms", "link", "first_used_on"),
    )
    later = names[7:]
