"""Prints a digest of every row of a database, but of what reading and signing in may change."""
import hashlib
import sqlite3
import sys

PASSING = {"session", "sign_in_failure", "confidential_read"}

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
database.execute("BEGIN")
digest = hashlib.sha256()
tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetchall()
for (table,) in tables:
    if table not in PASSING:
        digest.update(table.encode())
        for row in database.execute(f'SELECT * FROM "{table}"'):
            digest.update(repr(row).encode())
print(digest.hexdigest())
