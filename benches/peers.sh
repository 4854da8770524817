#!/usr/bin/env bash
# `v3q select` beside the tools that people would reach for: six queries over 415 MB of account activities, one over a
# million small records, each tool in turn, round after round; writes the tables between the marks in benches/README.md.
#
#   benches/peers.sh [ROUNDS]          five rounds unless told otherwise; QUERIES="1 7" for some of the queries
#
# The records are made by ../shared/bench/gen_records.py; without it, put act.ndjson, usage.ndjson and ids.txt into data/.
# hyperfine and jq come from Debian, DuckDB and polars from PyPI, jaq from crates.io; what is installed goes into target/peers.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
rounds=${1:-5}
queries=${QUERIES:-1 2 3 4 5 6 7}
tools=target/peers
mkdir -p data "$tools"

generator=../shared/bench/gen_records.py
if [ ! -f data/act.ndjson ] || [ ! -f data/usage.ndjson ] || [ ! -f data/ids.txt ]; then
    [ -f "$generator" ] || { echo "no $generator, and no records in data/" >&2; exit 2; }
    python3 "$generator" activities 200000 42 >data/act.ndjson
    python3 "$generator" usage 1000000 7 >data/usage.ndjson
    awk 'NR % 2000 == 7' data/act.ndjson | python3 -c 'import json, sys; [print(json.loads(it)["id"]) for it in sys.stdin]' >data/ids.txt
fi

for tool in hyperfine jq; do
    command -v "$tool" >/dev/null || apt-get install -y "$tool" >/dev/null
done
python=$tools/python/bin/python
[ -x "$python" ] || { python3 -m venv "$tools/python" && "$python" -m pip install -q duckdb==2.0.0 polars==2.1.0; }
jaq=$tools/bin/jaq
[ -x "$jaq" ] || cargo install -q jaq --version 3.1.2 --locked --root "$tools"
cargo build -q --release
CARGO_TARGET_DIR="$PWD/$tools" cargo build -q --release --manifest-path benches/peers/Cargo.toml
bounds=$tools/release/bounds

newer='created gt 2024-06-01T00:00:00Z and completionStatus ne "SUCCESS"'
ids=$(sed 's/.*/"&"/' data/ids.txt | paste -sd,)
printf '%s' 'type eq "Identity Refresh"' >data/q1.filter
printf '%s' "$newer" >data/q2.filter
printf '%s' 'requesterIdentitySummary.name sw "a" or targetIdentitySummary.name co "smith"' >data/q3.filter
printf '%s' "id in ($ids)" >data/q4.filter
printf '%s' 'completed isnull and not type in ("Access Request","Certification")' >data/q5.filter
printf '%s' "$newer" >data/q6.filter
printf '%s' 'method eq "DELETE" and ts gt 2023-07-01T00:00:00Z' >data/q7.filter

newer='.created > "2024-06-01T00:00:00Z" and .completionStatus != "SUCCESS"'
name() { printf '((.%s.name // "") | ascii_downcase | %s)' "$1" "$2"; }
printf '%s' 'select(.type == "Identity Refresh")' >data/q1.jq
printf '%s' "select($newer)" >data/q2.jq
printf '%s' "select($(name requesterIdentitySummary 'startswith("a")') or $(name targetIdentitySummary 'contains("smith")'))" >data/q3.jq
# The table of ids is made once, before the first record.
printf '%s' "{$(sed 's/.*/"&":1/' data/ids.txt | paste -sd,)} as \$ids | inputs | select(\$ids[.id])" >data/q4.jq
printf '%s' 'select(.completed == null and (.type | . != "Access Request" and . != "Certification"))' >data/q5.jq
printf '%s' "[inputs | select($newer)] | sort_by(.created) | reverse | .[:250][]" >data/q6.jq
printf '%s' 'select(.method == "DELETE" and .ts > "2023-07-01T00:00:00Z")' >data/q7.jq

# label, query, threads and command, one a line
commands() {
    for query in $queries; do
        file=data/act.ndjson sorted='' null=''
        [ "$query" = 7 ] && file=data/usage.ndjson
        [ "$query" = 6 ] && sorted='--sorters=-created --limit 250'
        [[ "$query" = [46] ]] && null='-n'
        for threads in 1 2; do
            select="target/release/v3q select $file --filters @data/q$query.filter $sorted --threads $threads"
            printf '%s\t' v3q "$query" "$threads" && echo "$select"
            printf '%s\t' trusting "$query" "$threads" && echo "$select --trust-input"
            printf '%s\t' lines "$query" "$threads" && echo "$bounds lines $file $threads"
            printf '%s\t' projection "$query" "$threads" && echo "$bounds projection $query $file $threads"
            for engine in duckdb polars; do
                printf '%s\t' "$engine" "$query" "$threads"
                echo "$python benches/peers/engines.py $engine $query $file $threads $tools/seconds"
            done
        done
        printf '%s\t' jaq "$query" 1 && echo "$jaq -c $null -f data/q$query.jq $file"
        # It takes minutes for all of them.
        [ "$query" != 1 ] || printf '%s\t' jq "$query" 1
        [ "$query" != 1 ] || echo "jq -c $null -f data/q$query.jq $file"
    done
}

: >"$tools/rounds.tsv"
for round in $(seq 0 "$rounds"); do
    while IFS=$'\t' read -r label query threads command; do
        : >"$tools/seconds"
        hyperfine -N --runs 1 --style none --export-json "$tools/one.json" "$command" >/dev/null 2>&1 </dev/null ||
            { echo "this failed: $command" >&2; exit 1; }
        whole=$(jq '.results[0].mean' "$tools/one.json")
        inside=$(cat "$tools/seconds")
        # The first round warms up the files and is not counted.
        [ "$round" = 0 ] || printf '%s\t' "$round" "$label" "$query" "$threads" "$whole" "${inside:-$whole}" >>"$tools/rounds.tsv"
        [ "$round" = 0 ] || echo >>"$tools/rounds.tsv"
    done < <(commands)
    echo "round $round of $rounds" >&2
done
"$python" benches/peers/table.py "$tools/rounds.tsv" benches/README.md
