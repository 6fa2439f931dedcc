using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Tokens;

/// <summary>A token that is to be made.</summary>
/// <param name="Name">By what its owner will know it.</param>
/// <param name="Until">When it ends.</param>
internal sealed record NewAccessToken(string? Name, TokenScope Scope, DateTimeOffset Until)
{
    /// <summary>Whether one of that name ends with it: for what a machine gets anew at each sign-in.</summary>
    public bool Replaces { get; init; }
}
