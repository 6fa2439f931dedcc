using System.Globalization;

namespace RemoteDev.Gateway.Trace;

/// <summary>The names of the trace's files: one per UTC day, so that names sort as time does.</summary>
internal static class TraceDays
{
    private const string Extension = ".jsonl";
    private const string Format = "yyyy-MM-dd";

    public static string PathOf(string directory, DateOnly day) =>
        Path.Combine(directory, day.ToString(Format, CultureInfo.InvariantCulture) + Extension);

    /// <summary>The days that have a file, oldest first. Files of other names are not ours.</summary>
    public static IReadOnlyList<DateOnly> In(string directory)
    {
        var days = new List<DateOnly>();
        foreach (var file in Directory.EnumerateFiles(directory, "*" + Extension))
        {
            if (DateOnly.TryParseExact(Path.GetFileNameWithoutExtension(file), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                days.Add(day);
            }
        }

        days.Sort();
        return days;
    }
}
