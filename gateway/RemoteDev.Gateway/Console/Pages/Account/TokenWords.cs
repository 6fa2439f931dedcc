using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>An access token in words.</summary>
internal static class TokenWords
{
    /// <summary>What it is for.</summary>
    public static string Scope(AccessTokenRow row) =>
        TokenScope.TryMake(row.Actions.Split(' '), row.Project, row.Repository, row.Window, out var scope)
            ? char.ToUpperInvariant(scope.Words[3]) + scope.Words[4..]
            : "Nothing that this version of the gateway knows";
}
