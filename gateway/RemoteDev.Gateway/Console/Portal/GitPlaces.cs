using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Journey;
using RemoteDev.Policy.Vocabulary;

namespace RemoteDev.Gateway.Console.Portal;

/// <summary>The repositories that concern a person: policy would let them fetch or push in some hour. No other is named to them.</summary>
internal sealed class GitPlaces(AuthorizeRoom authorize, CatalogRoom catalog)
{
    /// <summary>Full names, in order.</summary>
    public IReadOnlyList<string> Of(Verified verified) =>
        [.. catalog.Current.Repositories.Keys.Where(name => Concerns(verified, name)).Order(StringComparer.Ordinal)];

    private bool Concerns(Verified verified, string repository)
    {
        var resource = Uids.Repository(repository);
        return EnvironmentOutlooks.Concerns(authorize.Preview(verified, Actions.GitFetch, resource, AccessDetail.Git))
            || EnvironmentOutlooks.Concerns(authorize.Preview(verified, Actions.GitPush, resource, AccessDetail.Git));
    }
}
