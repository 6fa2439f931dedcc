namespace RemoteDev.Cli.Gateway;

/// <summary>What the gateway answers to a machine that asks for a certificate (RFC 8628, section 3.2).</summary>
internal sealed record SshLoginBegun(
    string DeviceCode, string UserCode, string VerificationUri, string VerificationUriComplete, int ExpiresIn, int Interval)
{
    public override string ToString() => $"{UserCode}: <secret>";
}
