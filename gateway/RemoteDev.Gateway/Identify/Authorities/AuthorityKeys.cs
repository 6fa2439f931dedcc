using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Identify.Authorities;

/// <summary>The gateway's four keys, once they are there.</summary>
internal sealed record AuthorityKeys(SshPrivateKey Host, SshPrivateKey Hosts, SshPrivateKey Targets, SshPrivateKey People);
