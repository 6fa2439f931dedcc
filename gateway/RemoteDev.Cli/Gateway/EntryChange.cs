namespace RemoteDev.Cli.Gateway;

/// <summary>One entry's change.</summary>
internal sealed record EntryChange(string Kind, string Path, IReadOnlyList<FieldChange> Fields);
