# shellcheck shell=bash
# What must hold of a running demo, looked at from outside like anybody would, with plain curl, git and ssh.

checks_failed=0

# expect DESCRIPTION COMMAND...
expect() {
  local description=$1
  shift
  if "$@"; then
    say "ok       $description"
  else
    say "FAILED   $description"
    checks_failed=$(( checks_failed + 1 ))
  fi
}

status_of() { curl --silent --noproxy '*' --max-time 10 --output /dev/null --write-out '%{http_code}' "$@" || true; }

answers_200() { [ "$(status_of "$1")" = 200 ]; }

refuses() { [[ $(status_of "$1") =~ ^(401|403|404|410)$ ]]; }

owner_only() { [ "$(stat -c %a "$1")" = 600 ]; }

# Neither the page nor an upgrade nor a file: whoever is not signed in gets at most sent to the sign-in.
hands_out_nothing() {
  local origin=$1 path status
  for path in / /version /healthz "/vscode-remote-resource?path=/etc/passwd" /proxy/80/ /absproxy/80/; do
    status=$(status_of "$origin$path")
    [[ $status =~ ^(302|303|307|401|403|404|421)$ ]] || { say "         $origin$path answered $status"; return 1; }
  done
  status=$(status_of --http1.1 -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \
    -H 'Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==' "$origin/")
  [[ $status =~ ^(302|303|307|401|403|404|421)$ ]] || { say "         an upgrade was answered $status"; return 1; }
}

# refuses_clone URL [PATTERN]: and git prints a line of that pattern.
refuses_clone() {
  local folder cloned=true said
  folder=$(mktemp -d)
  said=$(GIT_TERMINAL_PROMPT=0 GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1 git clone "$1" "$folder/app" 2>&1 < /dev/null) || cloned=false
  rm -rf "$folder"
  if $cloned || ! grep -q "${2:-}" <<< "$said"; then
    say "         git clone $1 said: $said"
    return 1
  fi
}

# Every way in which the git server inside would hand out source, asked for through the gateway by somebody with no right to it.
refuses_source() {
  local origin=$1 repository=$1/payments/app.git path status
  refuses_clone "$repository" || return
  refuses_clone "${repository/:\/\//:\/\/ada:rdg_guess@}" "^remote: " || return
  for path in "$repository/info/refs?service=git-upload-pack" "$repository/info/refs" "$repository/HEAD" "$repository/objects/info/packs" \
    "$repository/info/lfs/objects/batch" "$origin/gitweb?p=payments/app.git;a=snapshot;h=HEAD;sf=tgz" \
    "$origin/gitweb/payments/app.git/blob_plain/HEAD:/README.md"; do
    status=$(status_of "$path")
    [[ $status =~ ^(401|403|404|405|421)$ ]] || { say "         $path answered $status"; return 1; }
  done
}

# lets_the_gateway_in BUILD STATE ENVIRONMENT: past its host key, with a certificate, up to a command that runs.
lets_the_gateway_in() {
  local said
  said=$(operator "$1" "$2" environment ssh-check "$3" 2>&1) || { say "         $said"; return 1; }
}

# works_over_ssh BUILD STATE LINK PORT: as the developer does with the ssh of this machine, from enrolment on. ssh asks for the code of the
# second factor by a programme of ours, and knows the gateway by its authority alone.
works_over_ssh() {
  local folder=$2/developer said
  local as_developer=(env -u SSH_AUTH_SOCK SSH_ASKPASS="$folder/askpass" SSH_ASKPASS_REQUIRE=force)
  local options=(-F none -i "$folder/id" -o IdentitiesOnly=yes -o StrictHostKeyChecking=yes -o ConnectTimeout=20
    -o UserKnownHostsFile="$folder/known_hosts" -o GlobalKnownHostsFile=/dev/null)
  rm -rf "$folder"
  mkdir -m 700 -p "$folder"
  ssh-keygen -q -t ed25519 -N "" -C demo -f "$folder/id" || return
  "$REMOTEDEV_NODE" "$here/lib/demo-developer.mjs" enrol "$3" "$folder/id.pub" "$folder/phone" || return
  operator "$1" "$2" ssh-authority known-hosts > "$folder/known_hosts" || return
  printf '#!/usr/bin/env bash\nexec %q %q code %q\n' "$REMOTEDEV_NODE" "$here/lib/demo-developer.mjs" "$folder/phone" > "$folder/askpass"
  chmod 700 "$folder/askpass"
  # shellcheck disable=SC2016 # the shell inside is to say who it is
  said=$(printf 'echo works as $(id -un)\nexit\n' \
    | timeout 90 "${as_developer[@]}" ssh "${options[@]}" -tt -p "$4" payments-vm@localhost 2>&1) || true
  [[ $said == *"works as $REMOTEDEV_VM_LOGIN"* ]] || { say "         ssh said: $said"; return 1; }
  if said=$(timeout 90 "${as_developer[@]}" scp "${options[@]}" -P "$4" payments-vm@localhost:/etc/hostname "$folder/taken" 2>&1 < /dev/null) \
    || [ -s "$folder/taken" ]; then
    say "         scp took a file out: $said"
    return 1
  fi
  # What is left of it on her account page opens nothing.
  rm -f "$folder/id"
}
