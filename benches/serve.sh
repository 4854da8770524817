#!/usr/bin/env bash
# `v3q serve` beside json-server: a page of 250 records of 100 000 account activities (207 MB), filtered by two fields and
# sorted by one of them, with the number of all that match. Once the same query is asked again and again, once each request
# has a filter of its own. Both servers listen on loopback, and are asked in turn, round after round; writes the table
# between the marks in benches/README.md.
#
#   benches/serve.sh [ROUNDS] [SECONDS]          five rounds of ten seconds a figure unless told otherwise
#
# The records are made by ../shared/bench/gen_records.py; without it, put serve.ndjson into data/. wrk comes from Debian,
# json-server from npm; what is installed goes into target/serve.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-5}
seconds=${2:-10}
tools=target/serve
mkdir -p data "$tools"

generator=../shared/bench/gen_records.py
if [ ! -f data/serve.ndjson ]; then
    [ -f "$generator" ] || { echo "no $generator, and no records in data/" >&2; exit 2; }
    python3 "$generator" activities 100000 42 >data/serve.ndjson
fi
[ -f data/serve.json ] || { printf '{"activities":[' && paste -sd, data/serve.ndjson && printf ']}'; } >data/serve.json

for tool in wrk curl; do
    command -v "$tool" >/dev/null || apt-get install -y "$tool" >/dev/null
done
peer=$tools/node_modules/.bin/json-server
[ -x "$peer" ] || npm install --silent --no-audit --no-fund --prefix "$tools" json-server@0.17.4
cargo build -q --release

free_port() { python3 -c 'import socket; it = socket.socket(); it.bind(("127.0.0.1", 0)); print(it.getsockname()[1])'; }
one=$(free_port) other=$(free_port)
trap 'kill $(jobs -p) 2>/dev/null' EXIT
target/release/v3q serve --addr "127.0.0.1:$one" --records /v3/account-activities=data/serve.ndjson >/dev/null 2>&1 &
"$peer" --quiet --read-only --host 127.0.0.1 --port "$other" data/serve.json >/dev/null &
ours=http://127.0.0.1:$one theirs=http://127.0.0.1:$other
for url in "$ours/v3/account-activities?limit=0" "$theirs/activities?_limit=1"; do
    curl -s -o /dev/null --retry 120 --retry-delay 1 --retry-connrefused "$url"
done

# Both find the same.
for date in 2023-01-01T00:00:00Z 2023-09-30T12:34:56Z 2024-12-31T00:00:00Z; do
    filter="type%20eq%20%22Identity%20Refresh%22%20and%20created%20ge%20$date"
    found() { curl -s -D - -o /dev/null "$1" | tr -d '\r' | awk 'tolower($1) == "x-total-count:" {print $2}'; }
    one=$(found "$ours/v3/account-activities?filters=$filter&limit=1&count=true")
    other=$(found "$theirs/activities?type=Identity%20Refresh&created_gte=$date&_limit=1")
    [ "$one" = "$other" ] || { echo "since $date: v3q finds $one, json-server $other" >&2; exit 1; }
done

# Requests a second and two percentiles, in milliseconds.
measure() { wrk -t1 -c4 -d"${seconds}s" --timeout 30s -s benches/peers/serve.lua "$2" -- "$1" "$3" "$4" | awk '/^measured/ {print $2, $3, $4}'; }
: >"$tools/rounds.tsv"
for round in $(seq 0 "$rounds"); do
    for road in same new; do
        for label in v3q json-server; do
            [ "$label" = v3q ] && url=$ours || url=$theirs
            line="$round $road $label $(measure "$label" "$url" "$road" "$round")"
            # The first round warms up both and is not counted.
            [ "$round" = 0 ] || echo "$line" >>"$tools/rounds.tsv"
            echo "$line" >&2
        done
    done
done
python3 benches/peers/serve_table.py "$tools/rounds.tsv" benches/README.md
