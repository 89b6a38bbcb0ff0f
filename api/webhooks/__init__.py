"""Telling other programs what has happened: subscribed per event and agency, signed, retried.

`events` reads the journal along and queues messages, `sending` delivers them, `guard` says which
addresses may be called. The messages follow standardwebhooks.com, so that receivers can check them
with a library they have.
"""
