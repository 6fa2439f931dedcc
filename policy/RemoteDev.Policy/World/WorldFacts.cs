using System.Collections.Immutable;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Policy.World;

/// <summary>Everything policy can speak about, as plain data. Names are unique within their list.</summary>
public sealed record WorldFacts
{
    /// <summary>The people.</summary>
    public ImmutableArray<WorldPerson> People { get; init; } = [];

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
}
