namespace RemoteDev.Cli.Ssh;

/// <summary>Where a person reaches the gateway: the origin of its portal.</summary>
internal static class PortalAddress
{
    public const string Variable = "REMOTEDEV_PORTAL";

    /// <summary>The origin with a slash at its end, or null with what is wrong.</summary>
    public static Uri? Read(string? text, out string fault)
    {
        fault = $"Say which gateway: remotedev login https://dev.example.com, or set {Variable}.";
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"https://{text}";
        if (!Uri.TryCreate(whole, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https") || uri.Host.Length == 0)
        {
            fault = $"{text} is not the address of a portal, like https://dev.example.com.";
            return null;
        }

        // What follows comes over this line: who can change it would put their own authority into the person's known_hosts.
        if (uri.Scheme == "http" && !uri.IsLoopback && !IsLocal(uri))
        {
            fault = $"{text} is plain http, which anybody on the way can change. Use https.";
            return null;
        }

        return new Uri(uri.GetLeftPart(UriPartial.Authority) + "/");
    }

    /// <summary>Names below localhost are this machine (RFC 6761, section 6.3), also where the resolver does not know.</summary>
    public static bool IsLocal(Uri uri) => uri.Host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase);
}
