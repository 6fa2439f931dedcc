namespace RemoteDev.Cedar.Schema.Resolution;

/// <summary>A type with its measures. Types share what their common types stand for, so the text's length does not bound them.</summary>
/// <param name="Depth">How many levels it nests.</param>
/// <param name="Size">How many sets, attributes and leaves a walk through it meets.</param>
internal sealed record ResolvedType(CedarType Type, int Depth, long Size);
