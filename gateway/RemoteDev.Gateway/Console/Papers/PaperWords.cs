using RemoteDev.Gateway.Catalog.Papers;

namespace RemoteDev.Gateway.Console.Papers;

/// <summary>How pages say how a paper stands.</summary>
internal static class PaperWords
{
    public static string Of(PaperState state) => state switch
    {
        PaperState.Missing => "Never signed",
        PaperState.Expired => "Expired",
        PaperState.ExpiresSoon => "Expires soon",
        PaperState.OlderVersion => "Older version",
        _ => "Valid",
    };

    /// <summary>The class of its badge.</summary>
    public static string Tone(PaperState state) => state switch
    {
        PaperState.Missing or PaperState.Expired => "bad",
        PaperState.Valid => "good",
        _ => "warn",
    };
}
