using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A directory's token; <c>secret</c> stands in the one answer that makes it.</summary>
internal sealed record DirectoryTokenAnswer(
    string Name, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, string? Secret = null)
{
    public static DirectoryTokenAnswer Of(DirectoryTokenRow row, string? secret = null) => new(row.Name, row.IssuedBy, row.IssuedAt, row.ExpiresAt, row.UsedAt, secret);

    public override string ToString() => $"DirectoryTokenAnswer {{ Name = {Name}, Secret = <secret> }}";
}
