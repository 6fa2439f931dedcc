namespace RemoteDev.Gateway.Contain.Ssh.Ports;

/// <summary>The one thing in the query of an upgrade that changes how VS Code's server reads what follows.</summary>
internal static class IdeQuery
{
    private const string Key = "skipWebSocketFrames";

    /// <summary>
    /// Whether there are no WebSocket frames behind the upgrade. Read as browsers and Node read a query: pairs between ampersands, a plus is
    /// a space, escapes count, and the key has to be there once with the value true.
    /// </summary>
    public static bool SkipsFrames(string query)
    {
        var times = 0;
        var isTrue = false;
        foreach (var pair in (query.StartsWith('?') ? query[1..] : query).Split('&'))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (Plain(equals < 0 ? pair : pair[..equals]) == Key)
            {
                times++;
                isTrue = equals >= 0 && Plain(pair[(equals + 1)..]) == "true";
            }
        }

        return times == 1 && isTrue;
    }

    private static string Plain(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
