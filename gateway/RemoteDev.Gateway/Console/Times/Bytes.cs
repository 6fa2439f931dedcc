namespace RemoteDev.Gateway.Console.Times;

/// <summary>Shows amounts of bytes to people, in the binary units that <c>@egress</c> is written in.</summary>
internal static class Bytes
{
    private static readonly string[] Units = ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB"];

    /// <summary><c>812 B</c>, <c>1.4 MiB</c>, <c>50 MiB</c>.</summary>
    public static string Show(long bytes)
    {
        if (bytes < 1024)
        {
            return $"{bytes} B";
        }

        var value = bytes / 1024.0;
        var unit = 0;
        while (value >= 1023.95 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return value < 10 ? $"{value:0.#} {Units[unit]}" : $"{value:0} {Units[unit]}";
    }
}
