namespace RemoteDev.Gateway.Contain.Egress;

/// <summary>Bytes as people write them in a policy: <c>50 MiB</c>.</summary>
internal static class ByteText
{
    private static readonly string[] Units = ["B", "KiB", "MiB", "GiB", "TiB"];

    public static string Of(long bytes)
    {
        double value = bytes;
        var unit = 0;
        while (value >= 1024 && unit < Units.Length - 1)
        {
            value /= 1024;
            unit++;
        }

        return unit == 0 || value == Math.Floor(value) ? $"{value:0} {Units[unit]}" : $"{value:0.0} {Units[unit]}";
    }
}
