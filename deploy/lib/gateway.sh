# shellcheck shell=bash
# Building, starting and speaking to the gateway. Its data is in STATE/gateway, which only this user can enter.

# build_gateway ROOT OUT: gateway and command line, as they would be deployed.
build_gateway() {
  long_step "$2/gateway.log" "Building the gateway" publish "$1/gateway/RemoteDev.Gateway" "$2/gateway"
  long_step "$2/cli.log" "Building its command line" publish "$1/gateway/RemoteDev.Cli" "$2/cli"
}

# The analyzers are for deploy/test to run; here they would only make people wait.
publish() {
  dotnet publish "$1" --configuration Release --output "$2" --verbosity quiet -consoleLoggerParameters:NoSummary -p:RunAnalyzers=false
}

# start_gateway STATE PROGRAMME PUBLIC-ORIGIN SSH-PORT: returns when it is ready for people. Its host for SSH is localhost, which every
# resolver knows; names below it only browsers and curl know.
start_gateway() {
  local state=$1 programme=$2 origin=$3 ssh_port=$4 management
  management=$(free_ports 1)
  mkdir -p "$state/gateway"
  # It runs from its own folder, which must not hold its data.
  cd "$programme" || return
  start_service "$state" gateway env DOTNET_NOLOGO=1 ASPNETCORE_ENVIRONMENT=Production \
    RemoteDev__PublicOrigin="$origin" RemoteDev__Data="$state/gateway" RemoteDev__Listen__ManagementAddress="127.0.0.1:$management" \
    RemoteDev__Ssh__Addresses__0="127.0.0.1:$ssh_port" RemoteDev__Ssh__PublicHost=localhost \
    dotnet RemoteDev.Gateway.dll
  cd - > /dev/null || return
  healthy_within 60 "$state" gateway "http://127.0.0.1:$management/readyz" \
    || { show_tail "$state/run/gateway.log"; fail "the gateway did not become ready"; }
}

stop_gateway() { stop_service "$1" gateway; }

# operator BUILD STATE ARGUMENTS...: the command line, speaking to the gateway over the operator's socket.
operator() {
  local build=$1 state=$2
  shift 2
  REMOTEDEV_GATEWAY=unix:$state/gateway/operator.sock dotnet "$build/cli/remotedev.dll" "$@"
}

# invitation BUILD STATE PORTAL LOGIN: prints a one-time enrolment link, the one of an earlier run while it still works. Prints nothing
# for somebody who has used theirs: a new link would take their password and authenticator away.
invitation() {
  local build=$1 state=$2 portal=$3 login=$4 kept=$2/links/$4 said
  if [ ! -e "$kept" ]; then
    said=$(operator "$build" "$state" person invite "$login") || return
    [[ $said =~ /enrol/[A-Za-z0-9_-]+ ]] || return
    mkdir -p "$state/links"
    (umask 077; printf '%s\n' "${BASH_REMATCH[0]}" > "$kept")
  fi
  if answers "$portal$(< "$kept")"; then printf '%s%s\n' "$portal" "$(< "$kept")"; fi
}
