namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>One case: what it is made of depends on its kind, and <see cref="Texts"/> holds what is read on its own.</summary>
internal sealed record OracleCase(int Number, CaseKind Kind, World World)
{
    public IReadOnlyList<string> Policies { get; init; } = [];

    public IReadOnlyList<string> Templates { get; init; } = [];

    public IReadOnlyList<OracleLink> Links { get; init; } = [];

    public IReadOnlyList<OracleRequest> Requests { get; init; } = [];

    public IReadOnlyList<string> Texts { get; init; } = [];
}
