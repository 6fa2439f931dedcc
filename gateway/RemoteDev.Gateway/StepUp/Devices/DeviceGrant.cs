namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>What a machine gets whose request was approved.</summary>
/// <param name="Login">Who approved.</param>
/// <param name="Until">When all of it ends.</param>
/// <param name="Certificate">The line of the certificate, worth nothing without the key; null when none was asked for.</param>
/// <param name="Environments">Those that the person may reach by SSH at some time, as many as an entry holds.</param>
/// <param name="Token">The access token for git: the one secret in it, which rests only in the sealed entry until the machine takes it.</param>
internal sealed record DeviceGrant(string Login, DateTimeOffset Until, string? Certificate, IReadOnlyList<string> Environments, string? Token)
{
    /// <summary>The token's public identifier, by which it is asked whether it still stands.</summary>
    public string? TokenId { get; init; }

    /// <summary>When it was made: an end of all of its person's sign-ins since is its end too.</summary>
    public DateTimeOffset MadeAt { get; init; }

    public override string ToString() => $"DeviceGrant {{ Login = {Login}, Until = {Until:u}, Token = {(Token is null ? "none" : "<secret>")} }}";
}
