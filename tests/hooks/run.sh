#!/usr/bin/env bash
# The hooks of `.pre-commit-hooks.yaml` through pre-commit itself, from a clone of what is committed, and the steps of the
# GitHub action as a runner runs them. Both build the command; pre-commit is installed into a folder that is thrown away.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

python3 -m venv "$work/venv"
if ! "$work/venv/bin/pip" install --quiet --disable-pip-version-check pre-commit; then
    echo "LEFT OUT: pre-commit can't be installed" >&2
    exit 0
fi
# One build for all of them, without what takes longest.
export CARGO_TARGET_DIR=$root/target/hooks CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
export PRE_COMMIT_HOME=$work/cache GIT_CONFIG_GLOBAL=$work/gitconfig
git config --global user.name tester
git config --global user.email tester@example.com
git config --global init.defaultBranch main
git config --global safe.directory '*'

git clone --quiet "$root" "$work/v3q"
rev=$(git -C "$work/v3q" rev-parse HEAD)

mkdir "$work/repo"
cd "$work/repo"
git init --quiet
cat >.pre-commit-config.yaml <<END
repos:
  - repo: file://$work/v3q
    rev: $rev
    hooks:
      - id: v3q-lint
      - id: v3q-fix
        stages: [manual]
END
printf 'name EQ "x"\n' >nightly.v3q
printf 'from sailpoint.v2025 import AccountsApi\nAccountsApi(c).list_accounts(filters="nmae eq 1")\n' >report.py
printf 'name EQ "x" is prose\n' >notes.txt
git add .

check() {
    if grep -qF -- "$2" "$1"; then
        echo "  ok $2"
    else
        echo "  WRONG: not said: $2"
        sed 's/^/  /' "$1"
        exit 1
    fi
}

echo "pre-commit run v3q-lint"
if "$work/venv/bin/pre-commit" run v3q-lint >"$work/lint" 2>&1; then
    echo "  WRONG: it passes"
    exit 1
fi
check "$work/lint" 'nightly.v3q:1:6'
check "$work/lint" 'report.py:2:'
check "$work/lint" '2 errors in 2 queries of 3 files'

echo "pre-commit run v3q-fix"
if "$work/venv/bin/pre-commit" run --hook-stage manual v3q-fix >"$work/fix" 2>&1; then
    echo "  WRONG: it passes"
    exit 1
fi
check "$work/fix" 'files were modified by this hook'
check nightly.v3q 'name eq "x"'
printf "AccountsApi(c).list_accounts(filters='name eq \"x\"')\n" >report.py
git add .
"$work/venv/bin/pre-commit" run v3q-lint >"$work/clean" 2>&1 || { cat "$work/clean"; exit 1; }
check "$work/clean" 'Passed'

echo "the action"
cat >"$work/action.py" <<'END'
"""Runs the steps of a composite action: `${{ inputs.NAME }}` filled in, each step by bash as a runner calls it."""
import os, subprocess, sys, yaml

folder, workspace, given = sys.argv[1], sys.argv[2], dict(it.split("=", 1) for it in sys.argv[3:])
action = yaml.safe_load(open(os.path.join(folder, "action.yml")))
inputs = {name: given.get(name, row.get("default", "")) for name, row in action["inputs"].items()}


def filled(text):
    for name, value in inputs.items():
        text = text.replace("${{ inputs.%s }}" % name, value)
    assert "${{" not in text, text
    return text


for step in action["runs"]["steps"]:
    assert step["shell"] == "bash"
    env = {**os.environ, "GITHUB_ACTION_PATH": folder}
    env.update({name: filled(value) for name, value in step.get("env", {}).items()})
    command = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", filled(step["run"])]
    code = subprocess.run(command, cwd=workspace, env=env).returncode
    if code:
        sys.exit(code)
END
export CARGO_INSTALL_ROOT=$work/installed PATH=$work/installed/bin:$PATH
act() { "$work/venv/bin/python" "$work/action.py" "$work/v3q/.github/actions/v3q" "$work/repo" "$@"; }
printf 'name EQ "x"\n' >'nightly.v3q'
if act >"$work/said" 2>"$work/error"; then
    echo "  WRONG: it passes"
    exit 1
fi
check "$work/said" '::error file=nightly.v3q,line=1,'
if ! act 'paths=report.py' 'arguments=--isolated --exit-zero' >"$work/said" 2>"$work/error"; then
    cat "$work/said" "$work/error"
    exit 1
fi
act 'paths=$(touch made)' >"$work/said" 2>"$work/error" && exit 1
if [ -e made ]; then
    echo "  WRONG: an input was run"
    exit 1
fi
echo "  ok inputs are not run"
echo "all hooks hold"
