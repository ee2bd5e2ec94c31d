# What the scripts share; source it. Sets $root and stands there.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root"
logs=$root/build/logs

# stop WHAT HOW: one line that says what is wrong, one that says how to mend it.
stop() {
  printf 'Stopped: %s\n' "$1" >&2
  [ $# -lt 2 ] || printf '  %s\n' "${@:2}" >&2
  exit 1
}

# quietly NAME COMMAND…: keep the output in build/logs/NAME.log, and show its end only if the command fails (`shown` lines of it).
quietly() {
  local log=$logs/$1.log
  mkdir -p "$logs"
  shift
  "$@" >"$log" 2>&1 </dev/null && return
  local status=$?
  tail -n "${shown:-60}" "$log" >&2
  printf '  (the whole of it is in %s)\n' "${log#"$root"/}" >&2
  return $status
}

# step WHAT: what a person waiting is waiting for.
step() { printf '%s\n' "$*" >&2; }

# stamp_of PATH…: changes whenever a file under PATH comes, goes or is edited.
stamp_of() {
  { find "$@" \( -name node_modules -o -name dist -o -name dist-report -o -name .svelte-kit \) -prune -o -type f -printf '%p %s %T@\n' 2>/dev/null || true; } |
    LC_ALL=C sort | sha256sum | cut -d' ' -f1
}
