namespace RemoteDev.Cedar.Ast;

/// <summary>What a satisfied policy does.</summary>
internal enum Effect
{
    /// <summary>Denies, whatever other policies say.</summary>
    Forbid,

    /// <summary>Allows, unless a policy forbids.</summary>
    Permit,
}
