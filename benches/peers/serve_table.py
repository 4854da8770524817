"""The rounds of benches/serve.sh as a table: `serve_table.py ROUNDS README`.

A ratio is the median of those of each round, a figure the median over the rounds.
"""

import statistics
import sys

from marked import write

ROADS = [("same", "the same query each time"), ("new", "a new filter each request")]
SERVERS = ["v3q", "json-server"]
# What is shown, and whether more is better.
COLUMNS = [("requests a second", True), ("p50, ms", False), ("p99, ms", False)]


def table(figures, rounds):
    heads = [title for title, _ in COLUMNS]
    lines = ["| query | server | " + " | ".join(heads) + " |", "| --- | --- |" + " ---: |" * len(COLUMNS)]
    for road, title in ROADS:
        for server in SERVERS:
            cells = (f"{statistics.median(figures[it, road, server][column] for it in rounds):.1f}" for column in range(len(COLUMNS)))
            lines.append(f"| {title + ' ' if server == 'v3q' else ''}| {server} | " + " | ".join(cells) + " |")
        cells = []
        for column, (_, more_is_better) in enumerate(COLUMNS):
            ours, theirs = ([figures[it, road, server][column] for it in rounds] for server in SERVERS)
            ratios = [one / other if more_is_better else other / one for one, other in zip(ours, theirs)]
            cells.append(f"{statistics.median(ratios):.0f} ({min(ratios):.0f} – {max(ratios):.0f})")
        lines.append("| | *times json-server* | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    path, readme = sys.argv[1:]
    figures, rounds = {}, set()
    for line in open(path):
        round, road, server, *rest = line.split()
        figures[round, road, server] = [float(it) for it in rest]
        rounds.add(round)
    write(readme, "serve", f"Medians of {len(rounds)} rounds, and the least and the greatest ratio.\n\n{table(figures, sorted(rounds))}\n")


main()
