"""One of the queries with a database engine: `engines.py ENGINE QUERY FILE THREADS [SECONDS]`.

Prints how many records match; `SECONDS` is a file to which the time of the query alone is added, in seconds, without
the start of Python and of the engine. DuckDB is told that the file has a record a line and which columns to read;
without that it is several times slower.
"""

import sys
import time

COLUMNS = {
    1: ["type"],
    2: ["created", "completionStatus"],
    3: ["requesterIdentitySummary", "targetIdentitySummary"],
    4: ["id"],
    5: ["completed", "type"],
    6: ["created", "completionStatus"],
    7: ["method", "ts"],
}
NEWER, CALLED = "2024-06-01T00:00:00Z", "2023-07-01T00:00:00Z"


def duckdb(query, path, threads, ids):
    import duckdb

    connection = duckdb.connect(config={"threads": threads})
    started = time.perf_counter()
    kinds = {name: "STRUCT(name VARCHAR)" if name.endswith("Summary") else "VARCHAR" for name in COLUMNS[query]}
    columns = ", ".join(f"{name}: '{kind}'" for name, kind in kinds.items())
    source = f"read_json('{path}', format='newline_delimited', records='true', columns={{{columns}}})"
    newer = f"created > '{NEWER}' and completionStatus is distinct from 'SUCCESS'"
    where = {
        1: "type = 'Identity Refresh'",
        2: newer,
        3: "starts_with(lower(requesterIdentitySummary.name), 'a') or contains(lower(targetIdentitySummary.name), 'smith')",
        4: "id in ({})".format(", ".join(f"'{it}'" for it in ids)),
        5: "completed is null and type not in ('Access Request', 'Certification')",
        6: newer,
        7: f"method = 'DELETE' and ts > '{CALLED}'",
    }[query]
    if query == 6:
        rows = connection.sql(f"select created from {source} where {where} order by created desc limit 250").fetchall()
        return started, len(rows)
    return started, connection.sql(f"select count(*) from {source} where {where}").fetchall()[0][0]


def polars(query, path, threads, ids):
    import os

    os.environ["POLARS_MAX_THREADS"] = str(threads)
    import polars

    started = time.perf_counter()
    kind = lambda name: polars.Struct({"name": polars.String}) if name.endswith("Summary") else polars.String
    frame = polars.scan_ndjson(path, schema={name: kind(name) for name in COLUMNS[query]})
    column = polars.col
    name = lambda of: column(of).struct.field("name").str.to_lowercase()
    newer = lambda: (column("created") > NEWER) & column("completionStatus").ne_missing("SUCCESS")
    where = {
        1: lambda: column("type") == "Identity Refresh",
        2: newer,
        3: lambda: name("requesterIdentitySummary").str.starts_with("a").fill_null(False)
        | name("targetIdentitySummary").str.contains("smith", literal=True).fill_null(False),
        4: lambda: column("id").is_in(ids),
        5: lambda: column("completed").is_null() & ~column("type").is_in(["Access Request", "Certification"]),
        6: newer,
        7: lambda: (column("method") == "DELETE") & (column("ts") > CALLED),
    }[query]()
    frame = frame.filter(where)
    if query == 6:
        return started, frame.sort("created", descending=True).head(250).collect().height
    return started, frame.select(polars.len()).collect().item()


def main():
    engine, query, path, threads, *seconds = sys.argv[1:]
    with open("data/ids.txt") as file:
        ids = file.read().split()
    started, count = {"duckdb": duckdb, "polars": polars}[engine](int(query), path, int(threads), ids)
    taken = time.perf_counter() - started
    print(count)
    for file in seconds:
        with open(file, "a") as out:
            out.write(f"{taken}\n")


main()
