# shellcheck shell=bash
# Starting servers and stopping exactly those again.
#
# A service NAME of a folder DIR leaves two files: DIR/run/NAME.service holds its process id and the time that process began, so that
# a number the system has since given to somebody else is never signalled; DIR/run/NAME.log holds what it said.

# stat_of PID: sets state, group and began (in clock ticks after boot); fails when the process has ended, reaped or not.
stat_of() {
  local stat="" fields
  state="" group="" began=""
  { read -r -d '' stat < "/proc/$1/stat"; } 2> /dev/null || true
  # The second field, the command's name, may hold blanks and brackets; what is wanted comes after its last bracket.
  read -ra fields <<< "${stat##*) }"
  (( ${#fields[@]} > 19 )) || return 1
  state=${fields[0]} group=${fields[2]} began=${fields[19]}
  [[ $state != [ZX] ]]
}

# start_service DIR NAME COMMAND...: in a session of its own, so that the terminal's Ctrl-C does not reach it and its whole process
# group can be stopped at once.
start_service() {
  local dir=$1 name=$2 pid state group began
  shift 2
  mkdir -p "$dir/run"
  setsid "$@" > "$dir/run/$name.log" 2>&1 < /dev/null &
  pid=$!
  disown "$pid"
  stat_of "$pid" || true
  printf '%s %s\n' "$pid" "$began" > "$dir/run/$name.service"
}

# The process id of a service that still runs; fails when it does not.
service_pid() {
  local pid noted state group began
  [ -e "$1/run/$2.service" ] || return 1
  read -r pid noted < "$1/run/$2.service"
  stat_of "$pid" && [ "$began" = "$noted" ] || return 1
  printf '%s' "$pid"
}

service_runs() { service_pid "$1" "$2" > /dev/null; }

# stop_service DIR NAME: asks the group to end, and ends it when it has not after five seconds.
stop_service() {
  local pid
  if pid=$(service_pid "$1" "$2"); then
    kill -TERM -- "-$pid" 2> /dev/null || true
    within 5 group_is_gone "$pid" || kill -KILL -- "-$pid" 2> /dev/null || true
  fi
  rm -f "$1/run/$2.service"
}

group_is_gone() {
  local process state group began
  for process in /proc/[0-9]*; do
    if stat_of "${process#/proc/}" && [ "$group" = "$1" ]; then return 1; fi
  done
}

# stop_strays NAME=VALUE: ends every process that was started with this in its environment. A developer's terminal leads a session
# of its own, so what runs in it is in no process group of ours, but it has inherited the mark.
stop_strays() {
  local signal pid
  for signal in TERM KILL; do
    for pid in $(marked_processes "$1"); do kill "-$signal" "$pid" 2> /dev/null || true; done
    if within 3 no_marked_process "$1"; then return 0; fi
  done
  printf 'still running in spite of SIGKILL: %s\n' "$(marked_processes "$1" | paste -sd' ')" >&2
}

marked_processes() {
  local environment found
  # Others' processes are not ours to read, and some end while they are looked at; the search itself, which inherits the mark in a
  # script that set it, has ended when the search is over.
  found=$({ grep -lzxF -- "$1" /proc/[0-9]*/environ || true; } 2> /dev/null)
  for environment in $found; do
    if [ -e "$environment" ]; then cut -d/ -f3 <<< "$environment"; fi
  done
}

no_marked_process() { [ -z "$(marked_processes "$1")" ]; }

# within SECONDS COMMAND...: asks COMMAND again and again until it succeeds; fails when the time is over.
within() {
  local deadline=$(( SECONDS + $1 ))
  shift
  until "$@"; do
    (( SECONDS < deadline )) || return 1
    sleep 0.1
  done
}

# healthy_within SECONDS DIR NAME URL: waits until the service answers; fails at once when it has ended.
healthy_within() {
  local deadline=$(( SECONDS + $1 ))
  while service_runs "$2" "$3" && (( SECONDS < deadline )); do
    if answers "$4" && service_runs "$2" "$3"; then return 0; fi
    sleep 0.1
  done
  return 1
}

# read_facts FILE: sets a variable for each NAME=VALUE line, whatever characters the value holds.
read_facts() {
  local name value
  while IFS='=' read -r name value; do printf -v "$name" '%s' "$value"; done < "$1"
}

answers() { curl --silent --fail --noproxy '*' --max-time 2 --output /dev/null "$@"; }

# free_ports COUNT: that many loopback ports which nobody listens on now, chosen by the system.
free_ports() {
  "$REMOTEDEV_NODE" -e '
    const { createServer } = require("node:net");
    const servers = Array.from({ length: Number(process.argv[1]) }, () => createServer().listen(0, "127.0.0.1"));
    Promise.all(servers.map((server) => new Promise((resolve) => server.once("listening", resolve)))).then(() => {
      for (const server of servers) console.log(server.address().port);
      for (const server of servers) server.close();
    });' "$1"
}

is_free() { ! (exec 3<> "/dev/tcp/127.0.0.1/$1") 2> /dev/null; }
