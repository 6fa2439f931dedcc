namespace RemoteDev.Cli.Gateway;

/// <summary>A refusal of the gateway, as problem+json.</summary>
internal sealed record Problem
{
    public string Title { get; init; } = "Refused";

    public string Detail { get; init; } = "";

    public IReadOnlyList<Fault> Faults { get; init; } = [];
}
