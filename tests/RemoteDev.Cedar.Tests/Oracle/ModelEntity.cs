namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>An entity type. With <paramref name="EnumIds"/> it has only these ids, and nothing else.</summary>
internal sealed record ModelEntity(
    string Name, IReadOnlyList<string> Parents, ModelType.Record Shape, ModelType? Tags, IReadOnlyList<string>? EnumIds);
