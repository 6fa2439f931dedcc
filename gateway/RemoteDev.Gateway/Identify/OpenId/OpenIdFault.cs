namespace RemoteDev.Gateway.Identify.OpenId;

/// <summary>Why a step with a provider failed.</summary>
/// <param name="Words">For operator and trace: what was wrong. Never a token, a code or a secret, and bounded.</param>
internal sealed record OpenIdFault(OpenIdFaultKind Kind, string Words)
{
    private const int MaxForeign = 120;

    /// <summary>Words that came from elsewhere, as they may stand in a trace: short and printable.</summary>
    public static string Foreign(string? text)
    {
        var shown = (text ?? "").AsSpan();
        shown = shown[..Math.Min(shown.Length, MaxForeign)];
        return string.Create(shown.Length, shown, static (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
            {
                to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
            }
        });
    }
}
