namespace RemoteDev.Policy.Windows;

/// <summary>
/// Hours of one day in minutes since its midnight, start inclusive, end exclusive. An end above <see cref="MinutesPerDay"/> is a time of
/// the next day: the span belongs to the day it opens on.
/// </summary>
internal readonly record struct ClockSpan(int From, int To)
{
    public const int MinutesPerDay = 24 * 60;

    public static ClockSpan WholeDay => new(0, MinutesPerDay);

    public override string ToString() =>
        $"{Clock(From)}-{Clock(To > MinutesPerDay ? To - MinutesPerDay : To)}";

    private static string Clock(int minutes) => $"{minutes / 60:00}:{minutes % 60:00}";
}
