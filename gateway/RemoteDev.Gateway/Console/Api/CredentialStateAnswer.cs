using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>What is known of an environment's credential, without anything that opens.</summary>
internal sealed record CredentialStateAnswer(
    string IssuedBy,
    DateTimeOffset IssuedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? RenewedAt,
    string? RenewedFrom,
    DateTimeOffset? UsedAt,
    string? UsedFrom,
    DateTimeOffset? CopyUsedAt,
    string? CopyUsedFrom)
{
    public static CredentialStateAnswer Of(WorkloadCredentialRow row) =>
        new(row.IssuedBy, row.IssuedAt, row.ExpiresAt, row.RenewedAt, row.RenewedFrom, row.UsedAt, row.UsedFrom, row.AlarmAt, row.AlarmFrom);
}
