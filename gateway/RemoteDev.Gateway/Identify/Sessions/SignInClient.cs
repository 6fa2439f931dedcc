using System.Net;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>Where a sign-in comes from.</summary>
/// <param name="Source">The connection's address.</param>
/// <param name="Replaces">The sign-in cookie the browser came with, if any; what it names ends when the new one opens.</param>
/// <param name="Device">Hash of the cookie by which this browser is known again; null when it is no browser.</param>
/// <param name="Agent">What it says it is.</param>
internal sealed record SignInClient(IPAddress Source, TokenHash? Replaces = null, TokenHash? Device = null, string? Agent = null)
{
    private const int LongestAgent = 200;

    /// <summary>Cut to what is kept.</summary>
    public string? ShortAgent => Agent is { Length: > LongestAgent } agent ? agent[..LongestAgent] : Agent;
}
