"""Looks at a database from outside. Reads a JSON line { "ask": …, "of": … } at a time and answers each with a JSON line.

integrity  every complaint of SQLite about its pages, indexes and references
halves     the imports that have another number of observations than they say
missing    those of the SQL texts that select no row
"""
import json
import sqlite3
import sys


def integrity(database, _):
    complaints = [row[0] for row in database.execute("PRAGMA integrity_check")]
    references = database.execute("PRAGMA foreign_key_check").fetchall()
    return [one for one in complaints if one != "ok"] + [f"dangling: {row}" for row in references]


def missing(database, queries):
    return [query for query in queries if database.execute(*query).fetchone() is None]


def halves(database, _):
    return [row[0] for row in database.execute(
        "SELECT id FROM import i WHERE observations <> (SELECT count(*) FROM observation o WHERE o.import_id = i.id)")]


for line in sys.stdin:
    question = json.loads(line)
    database = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True, timeout=20)
    print(json.dumps({"integrity": integrity, "halves": halves, "missing": missing}[question["ask"]](database, question.get("of"))), flush=True)
    database.close()
