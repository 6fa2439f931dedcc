namespace RemoteDev.Ssh.Crypto.Certificates;

/// <summary>Seconds since 1970 as certificates count them; what lies beyond the calendar is its end, and its end is "for ever".</summary>
internal static class CertificateTime
{
    private static readonly ulong End = (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static DateTimeOffset Read(ulong seconds)
        => seconds > End ? DateTimeOffset.MaxValue : DateTimeOffset.FromUnixTimeSeconds((long)seconds);

    public static ulong Write(DateTimeOffset time)
        => time == DateTimeOffset.MaxValue ? ulong.MaxValue : (ulong)Math.Max(0, time.ToUnixTimeSeconds());
}
