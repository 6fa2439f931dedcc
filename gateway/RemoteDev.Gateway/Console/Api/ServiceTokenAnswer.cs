using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A token of a service account; <paramref name="Value"/> in the one answer that makes it.</summary>
internal sealed record ServiceTokenAnswer(
    string Id,
    string Name,
    string Username,
    IReadOnlyList<string> Actions,
    string? Project,
    string? Repository,
    string? Window,
    string MadeBy,
    DateTimeOffset MadeAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? UsedAt,
    string? UsedFrom,
    string? Value)
{
    public static ServiceTokenAnswer Of(AccessTokenRow row, string? value = null) => new(
        row.Id, row.Name, row.Holder, row.Actions.Split(' '), row.Project, row.Repository, row.Window, row.MadeBy, row.MadeAt, row.ExpiresAt, row.UsedAt, row.UsedFrom, value);

    public override string ToString() => $"ServiceTokenAnswer {{ Id = {Id}, Value = <secret> }}";
}
