# shellcheck shell=bash
# Building with dotnet and leaving nothing behind: the compiler's server is our own, found by its mark and ended when this script ends.

# own_compiler ID: from here on dotnet of this script shares a compiler with no other build. Call stop_compiler at the end.
own_compiler() {
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
  export MSBUILDDISABLENODEREUSE=1 DOTNET_CLI_USE_MSBUILD_SERVER=0
  export REMOTEDEV_BUILD=$1 UseSharedCompilation=true SharedCompilationId=$1
}

stop_compiler() {
  [ -n "${REMOTEDEV_BUILD:-}" ] || return 0
  stop_strays "REMOTEDEV_BUILD=$REMOTEDEV_BUILD"
  unset REMOTEDEV_BUILD UseSharedCompilation SharedCompilationId
}
