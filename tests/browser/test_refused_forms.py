"""A page that came back with what is wrong is as accessible as it was before."""

import pytest
from django.urls import reverse
from django.utils.text import slugify

from tests.browser.looks import hold_it_is_accessible, keep_for_the_validator, take_pictures

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

# Nothing is answered, and what stood there is taken out.
EMPTY = """form => {
  for (const field of form.elements) {
    if (["text", "date", "number", "datetime-local", "textarea", ""].includes(field.type)) {
      field.value = "";
    }
  }
}"""
SEND = "button.btn-primary:not(.visually-hidden), button.btn-outline-primary:not([name])"


@pytest.fixture
def forms(town):
    """Address → who sends its form; every one of them needs at least one answer."""
    town.grow_thread()
    visit, candidate = town.visit.pk, town.candidate.pk
    talk = town.visit.discussions.first().pk
    return {
        reverse("visit_new"): town.sari,
        reverse("visit_part_new", args=[visit, "delegations"]): town.sari,
        reverse("visit_figure_new", args=[visit, talk]): town.sari,
        reverse("visit_shown_new", args=[visit, talk]): town.sari,
        reverse("candidate_new"): town.kerja,
        reverse("candidate_edit", args=[candidate]): town.kerja,
        reverse("follow_up_new", args=[candidate]): town.kerja,
        reverse("follow_up_evidence_new", args=[town.follow_up.pk]): town.sari,
        reverse("measurement_new", args=[candidate]): town.kerja,
        reverse("innovation_new"): town.kerja,
        reverse("agreement_new"): town.budi,
        reverse("agreement_articles", args=[town.agreement.pk]): town.budi,
        reverse("clause_new"): town.budi,
        reverse("number_patterns"): town.budi,
        reverse("signed_import"): town.budi,
        reverse("import_new", args=["visits"]): town.sari,
    }


def test_a_refused_form_breaks_no_rule_and_fits_the_phone(forms, page, enter_as, witness, album):
    for address, person in forms.items():
        enter_as(person)
        assert page.goto(address).ok, address
        form = page.locator("main form[method=post]").first
        assert form.count(), address
        form.evaluate(EMPTY)
        with page.expect_navigation() as answered:
            form.locator(SEND).locator("visible=true").last.click()

        assert page.locator("#problems, .invalid-feedback").count(), address
        keep_for_the_validator(f"{page.url}refused/", answered.value.text())
        hold_it_is_accessible(page)
        take_pictures(page, album and album / slugify(f"refused {address}"))

    assert witness.complaints == []
