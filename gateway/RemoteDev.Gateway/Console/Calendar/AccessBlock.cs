using NodaTime;

namespace RemoteDev.Gateway.Console.Calendar;

/// <summary>A stretch of one day in which the same holds, in the units of the drawing.</summary>
/// <param name="Level">0 nobody, 4 everybody: how full it is drawn.</param>
/// <param name="Label">What stands in it: how many people may, and how many only after something more.</param>
/// <param name="Words">The same for whoever does not see it, with day, hours and the policies that decide.</param>
/// <param name="At">The first instant, which names the stretch.</param>
internal sealed record AccessBlock(double X, double Y, double Width, double Height, int Level, bool NeedsMore, string Label, string Words, Instant At)
{
    // Below this a line of text does not fit; the words still say it.
    private const double LeastForLabel = 12;

    public bool ShowsLabel => Height >= LeastForLabel;
}
