namespace RemoteDev.Gateway.Console.Api;

/// <summary>What a machine shows its person and goes on with; the fields of RFC 8628, section 3.2.</summary>
/// <param name="DeviceCode">The machine's own secret.</param>
/// <param name="UserCode">To be typed at <paramref name="VerificationUri"/>.</param>
/// <param name="VerificationUriComplete">The same with the code in it.</param>
/// <param name="ExpiresIn">Seconds.</param>
/// <param name="Interval">Seconds between two questions.</param>
internal sealed record SshLoginBegunAnswer(
    string DeviceCode, string UserCode, string VerificationUri, string VerificationUriComplete, int ExpiresIn, int Interval)
{
    public override string ToString() => $"SshLoginBegunAnswer {{ UserCode = {UserCode}, DeviceCode = <secret> }}";
}
