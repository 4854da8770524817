#!/usr/bin/env bash
# The official SDKs against `v3q serve`: the samples of the vendor's pages, and their paginators over 1 000 records. They are
# installed into a folder that is thrown away; what can't be had from its registry is left out, and said so.
#
#   tests/sdk/run.sh [path of v3q]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
v3q=${1:-}
if [ -z "$v3q" ]; then
    (cd "$root" && cargo build --locked --quiet)
    v3q=$root/target/debug/v3q
fi

work=$(mktemp -d)
servers=()
end() {
    for server in "${servers[@]}"; do kill "$server" 2>/dev/null || true; done
    rm -rf "$work"
}
trap end EXIT

failed=0
run() {
    local name=$1
    shift
    # What a sample prints is long; the checks and, where it fails, the rest are of interest.
    if "$@" >"$work/out" 2>&1; then
        echo "$name"
        grep -E '^(ok|WRONG) ' "$work/out" | sed 's/^/  /'
    else
        echo "$name: failed"
        sed 's/^/  /' "$work/out"
        failed=1
    fi
}
left_out() { echo "LEFT OUT: $*" >&2; }

serve() { # its address comes in $address
    local said=$work/said.${#servers[@]}
    "$v3q" serve --addr 127.0.0.1:0 --access-log "$work/access.ndjson" --client-id me --client-secret secret "$@" 2>"$said" &
    servers+=($!)
    for _ in $(seq 100); do
        address=$(sed -n 's/^serving at //p' "$said")
        [ -n "$address" ] && return
        sleep 0.1
    done
    cat "$said" >&2
    exit 1
}

seq 0 999 | while read -r n; do
    printf '{"id":"%d","name":"account %d","created":"2025-08-01T00:00:00Z","authoritative":false,"disabled":false,"locked":false,"systemAccount":false,"uncorrelated":false,"manuallyCorrelated":false,"hasEntitlements":false,"sourceId":"s","sourceName":"HR","attributes":{},"nativeIdentity":"n%d"}\n' "$n" "$((n * 7919 % 1000))" "$n"
done >"$work/accounts.ndjson"
serve
pages=$address
serve --records accounts="$work/accounts.ndjson"
accounts=$address
export SAIL_CLIENT_ID=me SAIL_CLIENT_SECRET=secret

python_sdk() { # version
    python3 -m venv "$work/python-$1" && "$work/python-$1/bin/pip" install --quiet --disable-pip-version-check "sailpoint==$1"
}
if python_sdk 1.4.2; then
    SAIL_BASE_URL=$pages run "sailpoint 1.4.2: samples" "$work/python-1.4.2/bin/python" "$here/samples_v1.py"
    SAIL_BASE_URL=$accounts run "sailpoint 1.4.2: paginator" "$work/python-1.4.2/bin/python" "$here/walk.py"
else
    left_out "sailpoint 1.4.2 can't be installed from PyPI"
fi
if python_sdk 2.1.72; then
    SAIL_BASE_URL=$pages run "sailpoint 2.1.72: samples" "$work/python-2.1.72/bin/python" "$here/samples_v2.py"
else
    left_out "sailpoint 2.1.72 can't be installed from PyPI"
fi
mkdir "$work/node"
if (cd "$work/node" && npm install --silent --no-save --prefix . sailpoint-api-client@1.4.15 >/dev/null); then
    cp "$here/samples.cjs" "$work/node"
    SAIL_BASE_URL=$pages run "sailpoint-api-client 1.4.15: samples" node "$work/node/samples.cjs"
    SAIL_BASE_URL=$accounts run "sailpoint-api-client 1.4.15: paginator" node "$work/node/samples.cjs" walk
else
    left_out "sailpoint-api-client 1.4.15 can't be installed from npm"
fi
exit "$failed"
