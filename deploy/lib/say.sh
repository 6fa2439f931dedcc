# shellcheck shell=bash
# What the scripts say, in one voice: one calm line per thing that happens, the log's tail when something fails.

say() { printf '  %s\n' "$*"; }

heading() { printf '\n%s\n' "$*"; }

fail() {
  printf '\n%s: %s\n' "$(basename "$0")" "$*" >&2
  exit 1
}

# long_step LOG DESCRIPTION COMMAND...: runs COMMAND with its output in LOG, says that it is still at work every fifteen
# seconds, and shows the end of LOG when COMMAND fails. COMMAND stays in the foreground, so that Ctrl-C reaches it.
long_step() {
  local log=$1 description=$2 began=$SECONDS status=0 ticker
  shift 2
  mkdir -p "$(dirname "$log")"
  say "$description ..."
  tick_while_alive $$ &
  ticker=$!
  "$@" > "$log" 2>&1 < /dev/null || status=$?
  kill "$ticker" 2> /dev/null || true
  wait "$ticker" 2> /dev/null || true
  if (( status != 0 )); then
    show_tail "$log"
    fail "$description: exit $status; the whole log is $log"
  fi
  if (( SECONDS - began >= 5 )); then say "  done in $(( SECONDS - began )) s"; fi
}

tick_while_alive() {
  local elapsed=0
  while sleep 1 && kill -0 "$1" 2> /dev/null; do
    elapsed=$(( elapsed + 1 ))
    if (( elapsed % 15 == 0 )); then say "  still at it after $elapsed s"; fi
  done
}

show_tail() {
  [ -s "$1" ] || return 0
  printf '\n--- the last lines of %s ---\n' "$1" >&2
  tail -n 25 "$1" >&2
  printf -- '---\n' >&2
}
