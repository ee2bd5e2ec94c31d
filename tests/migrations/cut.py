#!/usr/bin/env python3
"""Cuts a small whole piece out of a database as SQL: two rows of every table, with all that they refer to.

    tests/migrations/cut.py DATABASE [SCHEMA] > tests/migrations/NNNN.sql

NNNN is the number of the newest migration, or SCHEMA, an earlier one since when tables and columns were only added. The rows
are what a later migration must carry over: make the file once, from a database that tests/api has filled (its run with
KEEP=FILE leaves a copy there).
"""
import pathlib
import sqlite3
import sys

ROWS = 2


def tables_at(schema):
    """Each table that the migrations up to SCHEMA make, with its columns."""
    then = sqlite3.connect(":memory:")
    folder = pathlib.Path(__file__).parents[2] / "src/store/migrations"
    for path in sorted(folder.glob("*.sql")):
        if int(path.name[:4]) <= schema:
            then.executescript(path.read_text())
    names = [name for (name,) in then.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    return {name: [row[1] for row in then.execute(f'PRAGMA table_info("{name}")')] for name in names}


database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
tables = [name for name, sql in database.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid")
          if not name.startswith("search_")]  # triggers fill it
schema = int(sys.argv[2]) if len(sys.argv) > 2 else database.execute("PRAGMA user_version").fetchone()[0]
known = tables_at(schema)
tables = [table for table in tables if table in known]
wanted = {table: {} for table in tables}  # rows by what they hold, in order


def quoted(name):
    return f'"{name}"'


def columns(table):
    return known[table]


def want(table, where="1", values=(), most=-1):
    chosen = ", ".join(quoted(name) for name in columns(table))
    for row in database.execute(f"SELECT {chosen} FROM {quoted(table)} WHERE {where} LIMIT ?", (*values, most)).fetchall():
        if row in wanted[table]:
            continue
        wanted[table][row] = True
        held = dict(zip(columns(table), row))
        for _, _, parent, own, theirs, *_ in database.execute(f"PRAGMA foreign_key_list({quoted(table)})").fetchall():
            if held.get(own) is not None and parent in known:
                want(parent, f"{quoted(theirs or 'id')} = ?", (held[own],))


for table in tables:
    want(table, most=ROWS)
print(f"-- Rows of every table at schema {schema}, cut by tests/migrations/cut.py.")
for table in tables:
    names = columns(table)
    for row in wanted[table]:
        values = []
        for name, value in zip(names, row):
            secret = name in ("password_hash", "token_hash", "csrf")
            text = database.execute("SELECT quote(?)", (f"secret {list(wanted[table]).index(row)}" if secret and value else value,)).fetchone()[0]
            values.append(text.replace("\n", "' || char(10) || '") if "\n" in text else text)
        by_triggers = table in ("direction_stamp", "home_stamp", "chart_due", "project_count")  # a row may be there already
        verb = "INSERT OR REPLACE" if by_triggers else "INSERT"
        print(f"{verb} INTO {table}({', '.join(names)}) VALUES ({', '.join(values)});")
