using System.Text.Json;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>A request of a directory that was let in.</summary>
/// <param name="By">The provider, with the name of its token.</param>
/// <param name="Resource"><c>Users</c>, <c>Groups</c>, ...</param>
/// <param name="Id">Null for the collection.</param>
/// <param name="Root">The address below which everything of this provider stands.</param>
/// <param name="Body">An object; of undefined kind where there is none.</param>
internal sealed record ScimRequest(Actor By, string Method, string Resource, string? Id, string Root, JsonElement Body, ScimPage Page)
{
    public string Provider => By.Provider!;

    public string? Filter { get; init; }

    public string? IfMatch { get; init; }

    public string? IfNoneMatch { get; init; }

    /// <summary>Whether what is there may be replaced, as far as <c>If-Match</c> says.</summary>
    public bool Matches(string tag) => IfMatch is null or "" or "*" || IfMatch.Split(',', StringSplitOptions.TrimEntries).Contains(tag, StringComparer.Ordinal);
}
