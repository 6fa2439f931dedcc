using System.Collections.Immutable;
using NodaTime;

namespace RemoteDev.Policy.World;

/// <summary>A person as policy sees them.</summary>
/// <param name="Login">The canonical login.</param>
public sealed record WorldPerson(string Login)
{
    /// <summary>The e-mail address; may be empty.</summary>
    public string Email { get; init; } = "";

    /// <summary>The vendor that employs them; null for the client's own people.</summary>
    public string? Vendor { get; init; }

    /// <summary>The roles they hold.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>A suspended person is denied everything, whatever policy says.</summary>
    public bool Suspended { get; init; }

    /// <summary>What is on file (<c>nda</c>, <c>training</c>, <c>background</c>) and until when.</summary>
    public ImmutableDictionary<string, Instant> Attestations { get; init; } = ImmutableDictionary<string, Instant>.Empty;
}
