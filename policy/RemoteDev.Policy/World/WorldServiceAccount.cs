using System.Collections.Immutable;

namespace RemoteDev.Policy.World;

/// <summary>A machine that uses git by itself, as policy sees it: never a person, and without a second factor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Owner">The login of the person who answers for it.</param>
public sealed record WorldServiceAccount(string Name, string Owner)
{
    /// <summary>The vendor it works for; null for the client's own.</summary>
    public string? Vendor { get; init; }

    /// <summary>The roles it holds.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>A suspended one is denied everything, whatever policy says.</summary>
    public bool Suspended { get; init; }
}
