namespace RemoteDev.Cli.Gateway;

/// <summary>A token by which a provider's directory speaks SCIM.</summary>
/// <param name="Secret">Its value, in the one answer that makes it.</param>
internal sealed record DirectoryToken(
    string Name, string IssuedBy, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, DateTimeOffset? UsedAt, string? Secret)
{
    public override string ToString() => $"DirectoryToken {{ Name = {Name}, Secret = <secret> }}";
}
