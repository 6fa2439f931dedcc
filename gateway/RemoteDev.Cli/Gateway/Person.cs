namespace RemoteDev.Cli.Gateway;

/// <summary>A person of the catalogue.</summary>
internal sealed record Person(string Login, string DisplayName, string Email, string? Vendor, IReadOnlyList<string> Roles, bool Suspended, string TimeZone);
