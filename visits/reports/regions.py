"""What came of the visits to and from each region."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cooperation.reports.dimensions import PERIODS
from cooperation.reports.figures import Measure, Report
from cooperation.reports.results import CANDIDATES, REALISED, SIGNED
from visits.reports.figures import DISCUSSIONS, HELD, went_out

REGIONS = Report(
    "regions",
    _("What came of the visits to and from each province"),
    _(
        "By the province of the other side: of the guests who came, or of the hosts we went to."
        " Visits and topics by the day of the visit; candidates by the day on which they were"
        " identified, wherever they come from. A visit with two provinces counts for both."
    ),
    (
        Measure(
            "received",
            _("came to us"),
            _("Visits that were received."),
            HELD,
            lambda _q: ~Q(went_out("pk", "owner__path")),
        ),
        Measure(
            "made",
            _("we went"),
            _("Visits to others, with the owner or a unit of it among the guests."),
            HELD,
            lambda _q: Q(went_out("pk", "owner__path")),
        ),
        Measure("topics", _("topics"), _("Topics that were discussed in visits."), DISCUSSIONS),
        Measure("candidates", _("candidates"), _("Cooperation candidates."), CANDIDATES),
        SIGNED,
        REALISED,
    ),
    by=("partner_province", *PERIODS, "agency", "affair"),
)
