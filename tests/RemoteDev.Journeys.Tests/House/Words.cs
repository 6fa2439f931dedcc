using System.Text.RegularExpressions;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>Words of pages that journeys look for in more than one form.</summary>
internal static partial class Words
{
    /// <summary>The portal's way into the demo's environment, whether one is inside already or not.</summary>
    [GeneratedRegex("^(?:Start|Return) Payments IDE$", RegexOptions.None, 1000)]
    public static partial Regex Start { get; }

    /// <summary>Everything that a terminal breaks lines with.</summary>
    [GeneratedRegex(@"[\s ]+", RegexOptions.None, 1000)]
    public static partial Regex Blanks { get; }

    [GeneratedRegex("^Open terminal", RegexOptions.None, 1000)]
    public static partial Regex OpenTerminal { get; }

    [GeneratedRegex(@"\.cast$", RegexOptions.None, 1000)]
    public static partial Regex Recording { get; }
}
