using System.Collections.Immutable;

namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>A git repository inside, served as <c>https://git.{domain}/{project}/{name}.git</c>.</summary>
/// <param name="Upstream">URL of the repository on the git server inside, ending in <c>.git</c>.</param>
/// <param name="ProtectedBranches">Branch names for which policy sees <c>isProtected</c>.</param>
internal sealed record RepositoryEntry(
    string Project,
    string Name,
    string DisplayName,
    string Classification,
    Uri Upstream,
    ImmutableArray<string> ProtectedBranches)
{
    /// <summary>The name by which policy and people know it: <c>payments/app</c>.</summary>
    public string FullName => $"{Project}/{Name}";
}
