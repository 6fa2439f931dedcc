namespace RemoteDev.Cedar.Tests.Oracle;

internal sealed record ModelField(string Name, ModelType Type, bool IsRequired);
