using RemoteDev.Ssh;

namespace RemoteDev.Gateway.StepUp.Ssh.Logins;

/// <summary>What a machine gets whose request was approved. Nothing in it is secret: the certificate is worth nothing without the key.</summary>
/// <param name="Login">Who approved.</param>
/// <param name="Until">When the certificate ends.</param>
/// <param name="Environments">Those that the person may reach by SSH at some time.</param>
internal sealed record SshLoginGrant(SshPublicKey Certificate, string Login, DateTimeOffset Until, IReadOnlyList<string> Environments);
