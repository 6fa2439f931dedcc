# shellcheck shell=bash
# shellcheck disable=SC2034 # read by the scripts that source this
# Where things are kept, and which versions. Nothing that is installed goes into the checkout.

node_version=24.21.0
code_server_version=4.139.1
ssh2_version=1.17.0
openid_version=9.13.3

cache=${REMOTEDEV_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/remotedev}
logs=$cache/logs

node_home=$cache/node-$node_version
code_server_home=$cache/code-server-$code_server_version

export REMOTEDEV_NODE=${REMOTEDEV_NODE:-$node_home/bin/node}
export REMOTEDEV_CODE_SERVER=${REMOTEDEV_CODE_SERVER:-$code_server_home/node_modules/code-server}
export REMOTEDEV_SSH2=${REMOTEDEV_SSH2:-$cache/ssh2-$ssh2_version}
export REMOTEDEV_OPENID=${REMOTEDEV_OPENID:-$cache/openid-$openid_version}
export REMOTEDEV_CHROMIUM=${REMOTEDEV_CHROMIUM:-/usr/bin/chromium}
