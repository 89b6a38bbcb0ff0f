"""POST …/bulk/: up to a thousand rows in one request, each created or changed as if sent alone.

All or nothing, or as many as can be done; either way each row says what became of it.
"""

from contextlib import nullcontext
from typing import Any

from django.db import transaction
from django.http import Http404
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema, extend_schema_field
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import APIException, ValidationError
from rest_framework.response import Response

from api.errors import REFUSALS, told_problem
from api.preconditions import PreconditionRequired
from api.shapes.base import Sent
from api.viewsets import Creates, Edits

MOST_ROWS = 1_000
ALL_OR_NOTHING, BEST_EFFORT = "all_or_nothing", "best_effort"
CREATED, CHANGED = 201, 200


class BulkRow(Sent):
    """One of `create`, or `change` with the `id`; both as in a request of their own."""

    create = serializers.DictField(  # type: ignore[assignment]
        required=False, help_text="The body of a POST."
    )
    change = serializers.DictField(required=False, help_text="The body of a PATCH, with `version`.")
    id = serializers.IntegerField(required=False, min_value=1, max_value=2**63 - 1)

    def validate(self, row):
        if ("create" in row) is ("change" in row) or ("change" in row) is not ("id" in row):
            message = _t("Give `create`, or `id` and `change`.")
            raise serializers.ValidationError(message)
        return row


@extend_schema_field(BulkRow(many=True))
class Rows(serializers.ListField):
    """Each row is looked at by itself, so that one does not keep the others from being done."""

    child = serializers.JSONField(allow_null=True)


class SentBulk(Sent):
    mode = serializers.ChoiceField(choices=[ALL_OR_NOTHING, BEST_EFFORT])
    rows = Rows(min_length=1, max_length=MOST_ROWS, help_text=f"At most {MOST_ROWS}.")


class BulkResult(serializers.Serializer):
    row = serializers.IntegerField(help_text="Which of those that were sent, from 0.")
    status = serializers.IntegerField(help_text="As if it had been sent alone.")
    id = serializers.IntegerField(allow_null=True)
    version = serializers.IntegerField(allow_null=True)
    problem = serializers.DictField(allow_null=True)


class BulkShape(serializers.Serializer):
    done = serializers.IntegerField()
    refused = serializers.IntegerField()
    results = BulkResult(many=True)


class BulkRefused(APIException):
    """Some rows cannot be done, so none was; `results` says which."""

    status_code = 409
    default_code = "bulk-refused"
    default_detail = _("Some rows cannot be done, so nothing was; “results” says which and why.")

    def __init__(self, results):
        # What would have been created has no id: it is not there.
        self.results = [result | {"id": None, "version": None} for result in results]
        super().__init__()


class Bulk(Creates):
    """For records that are created, and edited where the endpoint edits."""

    @extend_schema(responses=BulkShape)
    @action(detail=False, methods=["post"])
    def bulk(self, request):
        """Create and change up to 1,000 of them at once; each row as if it had been sent alone.

        `all_or_nothing` does all rows or, with 409 and the reasons, none. `best_effort` does what
        can be done, row by row. A change names the `version` that was seen.
        """
        facts = self.read()
        together = facts["mode"] == ALL_OR_NOTHING
        with transaction.atomic() if together else nullcontext():
            results = [self._one(number, row) for number, row in enumerate(facts["rows"])]
            refused = sum(result["problem"] is not None for result in results)
            if together and refused:
                raise BulkRefused(results)
        told = {"done": len(results) - refused, "refused": refused, "results": results}
        return Response(BulkShape(told).data)

    def _one(self, number: int, row) -> dict[str, Any]:
        try:
            with transaction.atomic():
                status, record = self._written(row)
                if not self.get_queryset().filter(pk=record.pk).exists():
                    self.refuse_hidden()
        except REFUSALS as error:
            problem = told_problem(error, self)
            if problem is None:
                raise  # a broken rule that nobody has named
            told = {"row": number, "status": problem["status"], "id": None, "version": None}
            return told | {"problem": problem}
        version = getattr(record, "version", None)
        told = {"row": number, "status": status, "id": record.pk, "version": version}
        return told | {"problem": None}

    def _written(self, row) -> tuple[int, Any]:
        shape = BulkRow(data=row)
        shape.is_valid(raise_exception=True)
        said = shape.validated_data
        if "create" in said:
            self.row_sent = said["create"]
            facts = self.read("create")
            why = facts.pop("note", "")
            return CREATED, self.write_new(facts, by=self.request.user, why=why)
        return CHANGED, self._changed(said["id"], said["change"])

    def _changed(self, pk, body):
        if not isinstance(self, Edits):
            raise ValidationError({"change": [_t("These cannot be changed, only added to.")]})
        record = self.get_queryset().filter(pk=pk).first()
        if record is None:
            raise Http404
        self.row_sent = body
        changes = self.read("partial_update", partial=True)
        why, self.version_asked = changes.pop("note", ""), changes.pop("version", None)
        if self.version_asked is None:
            raise PreconditionRequired
        if not changes:
            raise ValidationError([_t("Nothing to change was sent.")])
        return self.write_changes(
            record, changes, by=self.request.user, why=why, expected_version=self.version_asked
        )
