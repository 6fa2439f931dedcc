using RemoteDev.Policy.Obligations;

namespace RemoteDev.Gateway.Authorize;

/// <summary>Obligations as short texts, in the spelling of the annotations, for the trace and for pages.</summary>
internal static class ObligationWords
{
    public static IReadOnlyList<string> Of(ObligationSet obligations)
    {
        List<string> words =
        [
            $"record {obligations.Record}",
            $"egress {obligations.Egress}",
            $"mfa {VerdictWords.Duration(obligations.MfaMaxAge)}",
            $"idle {VerdictWords.Duration(obligations.Idle)}",
            $"session {VerdictWords.Duration(obligations.Session)}",
        ];
        if (obligations.Terminal != TerminalExtras.None)
        {
            words.Add($"terminal {obligations.Terminal}");
        }

        if (obligations.Watermark)
        {
            words.Add("watermark");
        }

        words.AddRange(obligations.Notify.Select(name => $"notify {name}"));
        return words;
    }
}
