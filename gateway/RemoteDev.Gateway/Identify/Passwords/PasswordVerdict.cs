namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>What checking a password found.</summary>
/// <param name="NewHash">With a right password whose hash is of a lesser work factor: the hash to store instead.</param>
internal sealed record PasswordVerdict(bool IsRight, string? NewHash);
