using System.Collections.Immutable;
using RemoteDev.Policy.Vocabulary;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.World;

/// <summary>Everything policy can speak about, as plain data. Names are unique within their list.</summary>
public sealed record WorldFacts
{
    /// <summary>The people.</summary>
    public ImmutableArray<WorldPerson> People { get; init; } = [];

    /// <summary>The machines that use git by themselves.</summary>
    public ImmutableArray<WorldServiceAccount> ServiceAccounts { get; init; } = [];

    /// <summary>The roles people can hold.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>The vendors.</summary>
    public ImmutableArray<WorldVendor> Vendors { get; init; } = [];

    /// <summary>The projects.</summary>
    public ImmutableArray<WorldProject> Projects { get; init; } = [];

    /// <summary>The environments.</summary>
    public ImmutableArray<WorldEnvironment> Environments { get; init; } = [];

    /// <summary>The repositories.</summary>
    public ImmutableArray<WorldRepository> Repositories { get; init; } = [];

    /// <summary>The time windows.</summary>
    public ImmutableArray<WindowDefinition> Windows { get; init; } = [];

    /// <summary>The names of the networks that a request can come from.</summary>
    public ImmutableArray<string> Networks { get; init; } = [];

    /// <summary>
    /// Everybody who can ask: people, and service accounts under the names by which they are told from people (<see cref="Uids.Principal"/>).
    /// One whose owner is suspended, or gone, counts as suspended.
    /// </summary>
    internal IEnumerable<WorldPerson> Principals => People.Concat(ServiceAccounts.Select(account => new WorldPerson(Uids.ServicePrefix + account.Name)
    {
        Vendor = account.Vendor,
        Roles = account.Roles,
        Suspended = account.Suspended || !People.Any(person => person.Login == account.Owner && !person.Suspended),
    }));
}
