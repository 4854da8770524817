"""The rounds of benches/peers.sh as tables: `table.py ROUNDS README`.

A cell is the median, over the rounds, of the other's time divided by that of `v3q select` in the same round.
"""

import statistics
import sys

from marked import write

QUERIES = ["equality", "date and inequality", "part of a text", "100 ids", "null and not in", "sorted, 250", "small records"]
# What is shown, the label in the rounds, and whether its time is that of the query alone.
ROWS = [
    ("DuckDB, whole process", "duckdb", False),
    ("DuckDB, the query alone", "duckdb", True),
    ("polars, whole process", "polars", False),
    ("polars, the query alone", "polars", True),
    ("serde_json into the fields asked for", "projection", False),
    ("jaq (one thread)", "jaq", False),
    ("jq (one thread)", "jq", False),
]


def table(times, rounds):
    # jaq and jq have one thread, whatever v3q has.
    at = lambda round, label, query, threads, inside: times[round, label, query, "1" if label in ("jaq", "jq") else threads][inside]

    def ratio(above, below, inside=False):
        def of(query, threads, threads_below):
            if not any(key[1] == above and key[2] == query for key in times):
                return "–"
            pairs = [(at(it, above, query, threads, inside), at(it, below, query, threads_below, False)) for it in rounds]
            return f"{statistics.median(one / other for one, other in pairs):.2f}"

        return of

    queries = sorted({query for _, _, query, _ in times})
    lines = []
    for threads in "12":
        lines.append(f"| {'one thread' if threads == '1' else 'two threads'} | " + " | ".join(QUERIES[int(it) - 1] for it in queries) + " |")
        lines.append("| --- |" + " ---: |" * len(queries))
        for title, label, inside in ROWS:
            cells = (ratio(label, "v3q", inside)(it, threads, threads) for it in queries)
            lines.append(f"| {title} | " + " | ".join(cells) + " |")
        for title, label in [("v3q to finding the lines", "v3q"), ("v3q --trust-input to finding the lines", "trusting")]:
            cells = (ratio(label, "lines")(it, threads, threads) for it in queries)
            lines.append(f"| *{title}* | " + " | ".join(cells) + " |")
        if threads == "2":
            cells = (ratio("v3q", "v3q")(it, "1", "2") for it in queries)
            lines.append("| *v3q with one thread to two* | " + " | ".join(cells) + " |")
        median = lambda it: statistics.median(at(round, "v3q", it, threads, False) for round in rounds)
        lines.append("| *v3q, seconds* | " + " | ".join(f"{median(it):.2f}" for it in queries) + " |")
        lines.append("")
    return "\n".join(lines)


def main():
    path, readme = sys.argv[1:]
    times, rounds = {}, set()
    for line in open(path):
        round, label, query, threads, whole, inside = line.split()
        times[round, label, query, threads] = (float(whole), float(inside))
        rounds.add(round)
    write(readme, "peers", f"Medians of {len(rounds)} rounds.\n\n{table(times, sorted(rounds))}")


main()
