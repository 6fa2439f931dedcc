using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A public key of a connector.</summary>
internal sealed record ConnectorKeyAnswer(string Fingerprint, string Name, string Line, DateTimeOffset AddedAt, DateTimeOffset? UsedAt)
{
    public static ConnectorKeyAnswer Of(SshKeyRow row) => new(row.Fingerprint, row.Name, row.Line, row.AddedAt, row.UsedAt);
}
