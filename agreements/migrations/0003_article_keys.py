"""Give the articles that were written before there were keys theirs, and one to each line."""

from django.db import migrations

from documents.articles import lines_of


def give_keys(apps, schema_editor):
    Agreement = apps.get_model("agreements", "Agreement")
    Article = apps.get_model("agreements", "Article")
    for agreement in Agreement.objects.iterator():
        last = 0
        for article in Article.objects.filter(agreement=agreement).order_by("order", "pk"):
            count = len(lines_of(article.body))
            article.key = last + 1
            article.line_keys = list(range(last + 2, last + 2 + count))
            last += 1 + count
            article.save(update_fields=["key", "line_keys"])
        Agreement.objects.filter(pk=agreement.pk).update(last_key=last)


class Migration(migrations.Migration):
    dependencies = [("agreements", "0002_drafting")]
    operations = [migrations.RunPython(give_keys, migrations.RunPython.noop, elidable=True)]
