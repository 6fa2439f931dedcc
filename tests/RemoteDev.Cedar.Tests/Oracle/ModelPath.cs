namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>An expression for a value of a request, and what must hold for it to be there.</summary>
internal sealed record ModelPath(string Text, ModelType Type, string[] Guards, int Depth = 0);
