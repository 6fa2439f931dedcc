using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Accounts;
using RemoteDev.Gateway.Identify.Credentials;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>The tokens of service accounts: made and revoked by administrators, because a machine does neither.</summary>
internal sealed class ServiceTokenDesk(AccessTokenDesk tokens, CatalogRoom catalog)
{
    private static readonly Refusal NoService = new(RefusalCode.Unknown, "There is no service account of that name in the catalogue.");

    /// <summary>A new token, shown once, after it is in the trace.</summary>
    /// <param name="actor">Already permitted to manage the catalogue, with a fresh factor where it is a person.</param>
    public async Task<Step<IssuedAccessToken>> IssueAsync(string service, NewAccessToken wanted, Actor actor, CancellationToken cancellationToken)
    {
        var snapshot = catalog.Current;
        if (!snapshot.Services.TryGetValue(service, out var entry))
        {
            return NoService;
        }

        // One that nobody may use now would be a token that waits for somebody to forget about it.
        return ServiceStanding.WhyNot(snapshot, entry) is { } refusal
            ? refusal
            : await tokens.IssueForServiceAsync(ServiceStanding.HolderOf(service), wanted, actor, cancellationToken);
    }

    /// <summary>From this moment the token opens nothing.</summary>
    public async Task<Step<AccessTokenRow>> RevokeAsync(string service, string? id, Actor actor, CancellationToken cancellationToken) =>
        await tokens.RevokeAsync(ServiceStanding.HolderOf(service), id, actor, "Revoked by an administrator.", cancellationToken);

    /// <summary>Its tokens, the newest first.</summary>
    public Task<IReadOnlyList<AccessTokenRow>> OfAsync(string service, CancellationToken cancellationToken) =>
        tokens.OfAsync(ServiceStanding.HolderOf(service), cancellationToken);
}
