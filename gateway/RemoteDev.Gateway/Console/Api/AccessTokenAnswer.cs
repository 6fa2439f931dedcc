using RemoteDev.Gateway.Identify.Accounts;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>An access token, without its value.</summary>
/// <param name="Actions">What it is for, with blanks between.</param>
internal sealed record AccessTokenAnswer(
    string Id, string Holder, string Name, string Actions, string? Project, string? Repository, string? Window, DateTimeOffset MadeAt, string MadeBy,
    DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, string? UsedFrom)
{
    public static AccessTokenAnswer Of(AccessTokenRow row) => new(
        row.Id, row.Holder, row.Name, row.Actions, row.Project, row.Repository, row.Window, row.MadeAt, row.MadeBy, row.ExpiresAt, row.UsedAt, row.UsedFrom);
}
