namespace RemoteDev.Gateway.Console.Api;

/// <summary>What a machine gets whose person approved.</summary>
/// <param name="Certificate">The line of a <c>-cert.pub</c> file.</param>
/// <param name="Host">Where the SSH door is,</param>
/// <param name="Port">and its port.</param>
/// <param name="HostAuthority">The key that vouches for the door's host key.</param>
/// <param name="Environments">What the person may reach by SSH at some time.</param>
internal sealed record SshLoginAnswer(
    string Login, string Certificate, DateTimeOffset ExpiresAt, string Host, int Port, string HostAuthority, IReadOnlyList<string> Environments);
