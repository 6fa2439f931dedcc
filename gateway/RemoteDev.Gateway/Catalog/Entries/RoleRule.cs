namespace RemoteDev.Gateway.Catalog.Entries;

/// <summary>Whoever has the claim with this very value has the role, and has it no longer when the claim is gone.</summary>
/// <param name="Claim">The claim's name; <c>groups</c> is also what a directory says by SCIM.</param>
/// <param name="Value">Compared octet for octet.</param>
internal sealed record RoleRule(string Claim, string Value, string Role)
{
    /// <summary>The claim that the groups of a directory make.</summary>
    public const string Groups = "groups";
}
