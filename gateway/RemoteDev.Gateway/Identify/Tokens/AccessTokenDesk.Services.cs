using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>Tokens of service accounts, behind which stands no person's factor.</summary>
internal sealed partial class AccessTokenDesk
{
    /// <summary>A new token for a service account. Called by <see cref="ServiceTokenDesk"/> alone, which knows that there is one.</summary>
    /// <param name="holder"><c>service:NAME</c>.</param>
    /// <param name="maker">The administrator.</param>
    internal async Task<Step<IssuedAccessToken>> IssueForServiceAsync(string holder, NewAccessToken wanted, Actor maker, CancellationToken cancellationToken)
    {
        if (WhyNot(wanted) is { } refusal)
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        var secret = Secret.New();
        var row = new AccessTokenRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            Hash = secret.Hash.ToString(),
            Holder = holder,
            Name = wanted.Name!.Trim(),
            Actions = string.Join(' ', wanted.Scope.Actions),
            Project = wanted.Scope.Project,
            Repository = wanted.Scope.Repository,
            Window = wanted.Scope.Window,
            MadeAt = now,
            MadeBy = maker.Login,
            MadeFrom = maker.Source?.ToString(),
            ExpiresAt = wanted.Until,
        };
        return await AddAsync(row, wanted, secret, maker, signIn: null, askedFrom: null, cancellationToken);
    }
}
