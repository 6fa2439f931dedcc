# shellcheck shell=bash
# Reading the result files (TRX) that dotnet test writes.

# counter FILE NAME: one attribute of the file's <Counters>, 0 when there is none.
counter() {
  local value
  value=$(grep -o '<Counters [^>]*' "$1" 2> /dev/null | grep -o " $2=\"[0-9]*\"" | grep -o '[0-9]*' || true)
  printf '%s' "${value:-0}"
}

ran_any_test() { (( $(counter "$1" executed) > 0 )); }

# A test that measures something says so in a line of its output that begins with "measured:".
show_measurements() {
  [ -e "$1" ] || return 0
  sed 's/<[^>]*>/\n/g' "$1" | grep -o 'measured: .*' | sed 's/&quot;/"/g; s/&apos;/'\''/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g; s/^/  /' || true
}

# A test that ended in any other way than passing or being skipped (failed, timed out, aborted with its host) has failed.
count_results() {
  local file total=0 executed=0 passed=0
  for file in "$1"/*.trx; do
    [ -e "$file" ] || continue
    total=$(( total + $(counter "$file" total) ))
    executed=$(( executed + $(counter "$file" executed) ))
    passed=$(( passed + $(counter "$file" passed) ))
  done
  printf '\n%d passed, %d failed, %d skipped\n' "$passed" $(( executed - passed )) $(( total - executed ))
}
