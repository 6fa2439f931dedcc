using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Resets;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>A reset that waits for an administrator.</summary>
/// <param name="State"><c>asked</c>, <c>started</c> or <c>consented</c>.</param>
/// <param name="Word">What the person reads out, where a browser waits.</param>
internal sealed record ResetAnswer(
    string Id, string Login, string State, string? Word, bool KnowsPassword, string? Source, string Message, string? StartedBy, string Reason, DateTimeOffset ExpiresAt)
{
    public static ResetAnswer Of(ResetRow row) => new(
        row.Id,
        row.Login,
        row.State switch
        {
            ResetState.Asked => "asked",
            ResetState.Started => "started",
            ResetState.Consented => "consented",
            _ => "over",
        },
        row.WaitHash is { } hash ? ResetWord.Of(hash) : null,
        row.KnowsPassword,
        row.Source,
        row.Message,
        row.StartedBy,
        row.Reason,
        row.ExpiresAt);
}
