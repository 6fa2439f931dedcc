using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Credentials;

/// <summary>Makes and revokes people's git passwords, each time after it is in the trace.</summary>
internal sealed class GitPasswordDesk(GitPasswordStore store, TraceRoom trace)
{
    private const string Kind = "git-password";

    /// <summary>A new one for this sign-in, or null when it cannot be traced. The one before opens nothing any more.</summary>
    /// <param name="verified">The proof that a second factor stands behind the sign-in.</param>
    public async Task<string?> IssueAsync(Verified verified, CancellationToken cancellationToken)
    {
        var signIn = verified.Identified.SignIn;
        var traced = await trace.OpenAsync(
            new CredentialIssued
            {
                Actor = signIn.Login,
                Source = verified.Identified.Connection.Source.ToString(),
                Kind = Kind,
                For = signIn.Login,
                Expires = signIn.ExpiresAt,
            },
            cancellationToken);
        return traced ? store.Issue(signIn) : null;
    }

    /// <summary>Revoking is never held up by the trace.</summary>
    public async Task RevokeAsync(Verified verified, CancellationToken cancellationToken)
    {
        var signIn = verified.Identified.SignIn;
        if (store.Revoke(signIn))
        {
            await trace.OpenAsync(
                new CredentialRevoked
                {
                    Actor = signIn.Login,
                    Source = verified.Identified.Connection.Source.ToString(),
                    Kind = Kind,
                    For = signIn.Login,
                    Reason = "Revoked by its owner.",
                },
                cancellationToken);
        }
    }
}
