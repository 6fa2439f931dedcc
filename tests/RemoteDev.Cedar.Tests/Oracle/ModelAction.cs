namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>An action; a group has neither principals nor resources.</summary>
internal sealed record ModelAction(
    string Type, string Id, IReadOnlyList<string> Groups, IReadOnlyList<string> Principals, IReadOnlyList<string> Resources, ModelType.Record Context)
{
    public bool IsGroup => Principals.Count == 0;
}
