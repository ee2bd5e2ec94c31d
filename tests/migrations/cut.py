#!/usr/bin/env python3
"""Cuts a small whole piece out of a database as SQL: two rows of every table, with all that they refer to.

    tests/migrations/cut.py DATABASE > tests/migrations/NNNN.sql

NNNN is the number of the newest migration. The rows are what a later migration must carry over: make the file once, before
that migration is written, from a database that tests/api has filled (its run with KEEP=FILE leaves a copy there).
"""
import sqlite3
import sys

ROWS = 2

database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tables = [name for name, sql in database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
          if not name.startswith("search_name")]  # triggers fill it
wanted = {table: {} for table in tables}  # rows by what they hold, in order


def quoted(name):
    return f'"{name}"'


def columns(table):
    return [row[1] for row in database.execute(f"PRAGMA table_info({quoted(table)})")]


def want(table, where="1", values=(), most=-1):
    for row in database.execute(f"SELECT * FROM {quoted(table)} WHERE {where} LIMIT ?", (*values, most)).fetchall():
        if row in wanted[table]:
            continue
        wanted[table][row] = True
        held = dict(zip(columns(table), row))
        for _, _, parent, own, theirs, *_ in database.execute(f"PRAGMA foreign_key_list({quoted(table)})").fetchall():
            if held[own] is not None:
                want(parent, f"{quoted(theirs or 'id')} = ?", (held[own],))


for table in tables:
    want(table, most=ROWS)
print(f"-- Rows of every table at schema {database.execute('PRAGMA user_version').fetchone()[0]}, cut by tests/migrations/cut.py.")
for table in tables:
    names = columns(table)
    for row in wanted[table]:
        values = []
        for name, value in zip(names, row):
            secret = name in ("password_hash", "token_hash", "csrf")
            text = database.execute("SELECT quote(?)", (f"secret {list(wanted[table]).index(row)}" if secret and value else value,)).fetchone()[0]
            values.append(text.replace("\n", "' || char(10) || '") if "\n" in text else text)
        verb = "INSERT OR REPLACE" if table == "direction_stamp" else "INSERT"
        print(f"{verb} INTO {table}({', '.join(names)}) VALUES ({', '.join(values)});")
