using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.Console.Pages.Account;

/// <summary>What a page says about the end of sign-ins and access tokens, after it has waited a moment for that end to hold everywhere.</summary>
internal sealed class EndWords(SignInEndings endings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>Nothing when it holds everywhere, and after a restart too; otherwise a sentence to put behind the others.</summary>
    public async Task<string> WhetherEverywhereAsync(CancellationToken cancellationToken) =>
        await endings.SettledAsync(Patience, cancellationToken)
            ? ""
            : " The gateway could not write that down everywhere yet. It goes on trying; until it can, other gateways, or this one after a restart, may not know of the end.";
}
