#!/usr/bin/env python3
"""Fills a new data folder with a place of 10,000 projects, 500 packages, 50,000 measures and 5 million observations.

seed.py DATABASE

Everything is illustrative and the same each time. Rows go in by SQL, in the order of their keys and with synchronisation
off: that is quick, and only fit for data that can be made again. The schema is that of `tributary init`, which made the file.
"""
import sqlite3
import sys
import time

LOCALITIES, ORGANISATIONS, TEAMS, PEOPLE, OBJECTIVES = 10, 200, 2_000, 5_000, 60
PACKAGES, ADOPTIONS = 500, 2_000  # of the latter nine in ten: nobody adopts their own place's
PROJECTS, MEASURES, OBSERVATIONS = 10_000, 50_000, 5_000_000
LONG, SHORT = 120, 80  # points of every other measure; a chart of 120 points is the one that is asked for
NOW = "'2026-01-01T09:00:00.000Z'"

STEPS = [
    ("numbers", """
        CREATE TEMP TABLE n(i INTEGER PRIMARY KEY);
        WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < 50000) INSERT INTO n SELECT i FROM c;
        CREATE TEMP TABLE day(i INTEGER PRIMARY KEY, d TEXT);
        INSERT INTO day SELECT i, date('2023-01-02', '+' || (7 * (i - 1)) || ' days') FROM n WHERE i <= 120;"""),
    ("place", f"""
        INSERT INTO place(id, kind, name, system_id, created_at) SELECT 1 + i, 'locality', 'Locality ' || i, 1, {NOW} FROM n WHERE i <= {LOCALITIES};
        INSERT INTO organisation(id, kind, name, illustrative, created_at) SELECT i, 'nhs', 'Illustrative organisation ' || i, 1, {NOW} FROM n WHERE i <= {ORGANISATIONS};
        INSERT INTO organisation_place(organisation_id, place_id) SELECT i, 2 + i % {LOCALITIES} FROM n WHERE i <= {ORGANISATIONS};
        INSERT INTO team(id, organisation_id, name, created_at) SELECT i, 1 + i % {ORGANISATIONS}, 'Ward ' || i, {NOW} FROM n WHERE i <= {TEAMS};
        INSERT INTO person(id, email, name, created_at) SELECT i, 'p' || i || '@bench.example', 'Ward lead ' || i, {NOW} FROM n WHERE i <= {PEOPLE};
        INSERT INTO objective(id, place_id, parent_id, name, dimension, aim_measure, unit, from_value, to_value, by_on, created_at)
          SELECT i, CASE WHEN i <= 10 THEN 1 ELSE 2 + i % {LOCALITIES} END, CASE WHEN i <= 10 THEN NULL ELSE 1 + i % 10 END, 'Objective ' || i,
                 CASE i % 3 WHEN 0 THEN 'health' WHEN 1 THEN 'care' ELSE 'resources' END, 'What objective ' || i || ' measures', '%', 50, 80, '2028-03-31', {NOW}
          FROM n WHERE i <= {OBJECTIVES};"""),
    ("projects", f"""
        INSERT INTO project(id, name, team_id, place_id, aim, aim_measure, origin, serves_none, state, created_at, created_by)
          SELECT i, 'Project ' || i, 1 + i % {TEAMS}, 2 + i % {LOCALITIES}, 'Everybody is seen within the hour, ward ' || i, 'Seen within the hour',
                 CASE i % 3 WHEN 0 THEN 'prioritised' ELSE 'own_idea' END, i % 10 = 0,
                 CASE WHEN i % 5 = 0 THEN 'finished' ELSE 'active' END, {NOW}, 1 + i % {PEOPLE}
          FROM n WHERE i <= {PROJECTS};
        INSERT INTO project_objective(project_id, objective_id, claimed_by, claimed_at)
          SELECT i, 1 + (i / 10) % ({OBJECTIVES} - 5), 1 + i % {PEOPLE}, {NOW} FROM n WHERE i <= {PROJECTS} AND i % 10 <> 0;
        INSERT INTO role_grant(person_id, role, project_id, granted_at)
          SELECT 1 + (i * r.k) % {PEOPLE}, r.role, i, {NOW} FROM n JOIN (SELECT 1 k, 'project_lead' role UNION ALL SELECT 7, 'team_member' UNION ALL SELECT 13, 'mentor') r WHERE i <= {PROJECTS};
        INSERT INTO driver(project_id, parent_id, kind, name, position, created_at)
          SELECT i, NULL, 'primary', 'Primary driver ' || k, k, {NOW} FROM n JOIN (SELECT 1 k UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5) WHERE i <= {PROJECTS};
        INSERT INTO test(project_id, name, started_at, started_on, ended_on, decision, decided_at, created_at, created_by)
          SELECT i, 'Test ' || k, {NOW}, '2024-0' || k || '-01', '2024-0' || k || '-20', 'adapt', {NOW}, {NOW}, 1 + i % {PEOPLE}
          FROM n JOIN (SELECT 1 k UNION ALL SELECT 2 UNION ALL SELECT 3) WHERE i <= {PROJECTS};
        INSERT INTO free_text(project_id, thing, thing_id, slot, body, audience, author_id, written_at)
          SELECT id, 'project', id, 'what_matters', 'Knowing soon what is happening', 'system', created_by, {NOW} FROM project;
        INSERT INTO free_text(project_id, thing, thing_id, slot, body, audience, author_id, written_at)
          SELECT project_id, 'test', id, 'question', 'Will ward ' || project_id || ' do it?', 'network', created_by, {NOW} FROM test;"""),
    ("packages", f"""
        INSERT INTO package(id, place_id, project_id, state, shown_version_id, created_at, created_by)
          SELECT i, 2 + i % {LOCALITIES}, i, 'published', i, {NOW}, 1 + i % {PEOPLE} FROM n WHERE i <= {PACKAGES};
        INSERT INTO package_version(id, package_id, number, name, summary, aim, context, contact, objective_id, audience, published_at, published_by)
          SELECT i, i, 1, 'Package ' || i, 'Everybody is seen within the hour', 'Seen within the hour', 'A ward of 24 beds', 'Ward manager', 1 + i % {OBJECTIVES},
                 CASE i % 3 WHEN 0 THEN 'network' WHEN 1 THEN 'system' ELSE 'public' END, {NOW}, 1 FROM n WHERE i <= {PACKAGES};
        INSERT INTO adoption(package_id, package_version_id, project_id, place_id, adopted_on, adopted_at, adopted_by)
          SELECT k.id, k.id, p.id, p.place_id, '2025-01-01', {NOW}, p.created_by
          FROM n JOIN package k ON k.id = 1 + i % {PACKAGES} JOIN project p ON p.id = {PACKAGES} + 4 * i + i / {PACKAGES}
          WHERE i <= {ADOPTIONS} AND p.place_id <> k.place_id;"""),
    ("measures", f"""
        INSERT INTO import(id, way, made_by, made_at) SELECT i, 'typed', 1 + i % {PEOPLE}, {NOW} FROM n WHERE i <= {PROJECTS};
        INSERT INTO measure(id, project_id, name, kind, definition, unit, direction, interval, target, published_at, published_by, created_at, created_by)
          SELECT i, 1 + (i - 1) / 5, 'Measure ' || i, CASE i % 3 WHEN 0 THEN 'outcome' WHEN 1 THEN 'process' ELSE 'balancing' END, 'How measure ' || i || ' is counted',
                 'minutes', CASE i % 2 WHEN 0 THEN 'up' ELSE 'down' END, 'week', 60, {NOW}, 1 + i % {PEOPLE}, {NOW}, 1 + i % {PEOPLE}
          FROM n WHERE i <= {MEASURES};"""),
    ("predictions", """
        INSERT INTO prediction(id, test_id, measure_id, statistic, source, made_by, made_at, locked_at, locked_by_event)
          SELECT t.id, t.id, 1 + (t.project_id - 1) * 5, 'value', 'judgement', t.created_by, t.created_at, t.started_at, 'test_started' FROM test t;
        INSERT INTO prediction_row(prediction_id, position, on_date, median, low50, high50, low90, high90)
          SELECT id, 0, '2024-12-30', 55, 53, 57, 50, 60 FROM prediction;
        INSERT INTO answer(prediction_id, computed_at, verdict, interval_score50, interval_score90, weighted_score, data_hash)
          SELECT id, made_at, 'as_expected', 4, 10, 3, 'bench' FROM prediction;
        INSERT INTO answer_row(answer_id, position, observed, points, missing, verdict, hit50, hit90, interval_score50, interval_score90, weighted_score)
          SELECT id, 0, 55, 1, 0, 'as_expected', 1, 1, 4, 10, 3 FROM answer;"""),
    ("observations", f"""
        INSERT INTO observation(measure_id, on_date, import_id, value)
          SELECT m.i, day.d, 1 + (m.i - 1) / 5, 50 + ((m.i * 7919 + day.i * 104729) % 1000) / 100.0
          FROM n m CROSS JOIN day ON day.i <= CASE m.i % 2 WHEN 0 THEN {LONG} ELSE {SHORT} END
          WHERE m.i <= {MEASURES};
        INSERT INTO measure(id, place_id, name, kind, direction, interval, published_at, published_by, created_at, created_by)
          VALUES ({MEASURES + 1}, 1, 'Two years, monthly', 'outcome', 'down', 'month', {NOW}, 1, {NOW}, 1);
        INSERT INTO observation(measure_id, on_date, import_id, value)
          SELECT {MEASURES + 1}, date('2024-01-01', '+' || (i - 1) || ' months'), 1, 50 + (i * 104729 % 1000) / 100.0 FROM n WHERE i <= 24;
        UPDATE objective SET measure_id = {MEASURES + 1} WHERE place_id = 1;"""),
    ("statistics", "ANALYZE;"),
]


def main():
    database = sqlite3.connect(sys.argv[1], isolation_level=None)
    for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -400000", "temp_store = MEMORY"):
        database.execute("PRAGMA " + pragma)
    for name, sql in STEPS:
        began = time.monotonic()
        database.executescript("BEGIN;" + sql + "COMMIT;")
        print(f"{name}: {time.monotonic() - began:.1f} s", flush=True)
    dangling = database.execute("PRAGMA foreign_key_check").fetchmany(3)
    assert not dangling, dangling
    counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("project", "measure", "observation")]
    assert counts == [PROJECTS, MEASURES + 1, OBSERVATIONS + 24], counts
    database.execute("PRAGMA journal_mode = WAL")
    database.close()


main()
