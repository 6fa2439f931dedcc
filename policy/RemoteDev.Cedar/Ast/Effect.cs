namespace RemoteDev.Cedar.Ast;

/// <summary>What a satisfied policy does.</summary>
public enum Effect
{
    /// <summary>Denies, whatever other policies say.</summary>
    Forbid,

    /// <summary>Allows, unless a policy forbids.</summary>
    Permit,
}
