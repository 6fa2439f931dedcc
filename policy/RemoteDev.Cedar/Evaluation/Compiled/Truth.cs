namespace RemoteDev.Cedar.Evaluation.Compiled;

/// <summary>What became of an expression that should be a boolean.</summary>
internal enum Truth : byte
{
    False,
    True,

    /// <summary>It has no value, or one of another type.</summary>
    Fault,
}
