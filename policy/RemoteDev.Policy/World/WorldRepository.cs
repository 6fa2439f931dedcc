using System.Collections.Immutable;

namespace RemoteDev.Policy.World;

/// <summary>A git repository as policy sees it.</summary>
/// <param name="Project">The project it belongs to.</param>
/// <param name="Name">Its name within the project.</param>
/// <param name="Classification"><c>open</c>, <c>internal</c> or <c>crown-jewel</c>.</param>
public sealed record WorldRepository(string Project, string Name, string Classification)
{
    /// <summary>The name people and policies use: <c>payments/app</c>.</summary>
    public string FullName => $"{Project}/{Name}";

    /// <summary>Branches for which policy sees <c>isProtected</c>, by exact name.</summary>
    public ImmutableArray<string> ProtectedBranches { get; init; } = [];
}
