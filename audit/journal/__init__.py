"""The journal: what the database itself writes down of every change to every row.

The story (django-simple-history) is what people read, and knows only of changes made through
`record`. The journal is written by triggers in the same transaction, whatever wrote: a bulk
update, a migration's SQL, somebody with the database's password. Each entry carries the hash of
the one before it, so that nothing can be taken out or changed without all that follows.

`chain` says what is hashed, `tables` what is journalled, `sqlite` and `postgres` how each
database does it, `installing` puts it there, `restating` says again what no trigger could see.
"""
