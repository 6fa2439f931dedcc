namespace RemoteDev.Gateway.Contain.Git;

/// <summary>What a client says in <c>GIT_PROTOCOL</c> (gitprotocol-v2, "SSH and Git Transport").</summary>
internal static class GitProtocol
{
    private const int Longest = 1024;

    /// <summary>Whether version 2 is among the versions it speaks. Nothing else of it is of interest, and none of it goes inside.</summary>
    public static bool AsksForTwo(string? text) =>
        text is { Length: <= Longest } && text.Split(':').Contains("version=2", StringComparer.Ordinal);
}
