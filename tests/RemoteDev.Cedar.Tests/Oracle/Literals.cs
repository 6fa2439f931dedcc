namespace RemoteDev.Cedar.Tests.Oracle;

/// <summary>The literals that cases are made of: few, so that values meet, and with the corners where readers go wrong.</summary>
internal static class Literals
{
    public static readonly string[] Ids = ["a", "b", "c", "a b", "é", "\"", ""];

    public static readonly string[] Texts = ["", "a", "b", "abc", "a*c", "*", "A", "é", "e\u0301", "😀", "a\nb", "\"q\"", "\\", "\0", "192.168.0.1", "1.5"];

    public static readonly string[] Longs =
    [
        "0", "1", "-1", "2", "3", "10", "-10", "42", "60000", "1000000007", "3037000500", "4611686018427387904",
        "9223372036854775807", "9223372036854775806", "-9223372036854775808", "-9223372036854775807",
    ];

    public static readonly string[] Attributes = ["flag", "count", "label", "owner", "peer", "list", "info", "limit", "addr", "since", "span", "two words", "if", "α", "in"];

    public static readonly string[] GoodIps =
    [
        "127.0.0.1", "10.0.0.0/8", "10.1.2.3", "10.1.2.3/32", "10.1.2.3/31", "0.0.0.0/0", "224.0.0.1", "224.0.0.0/4", "224.0.0.0/3", "239.255.255.255/24",
        "127.0.0.0/8", "127.0.0.1/7", "255.255.255.255", "::1", "::", "::1/127", "::1/128", "::/0", "ff00::", "ff02::1/8", "ff00::/7", "2001:db8::/32",
        "2001:db8::1", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7::", "::2:3:4:5:6:7:8", "FFFF::abcd", "::ffff:0:0", "fe80::1/10", "1::8/64",
    ];

    public static readonly string[] BadIps =
    [
        "", "127.0.0", "127.0.0.1.1", "127.0.0.01", "256.0.0.1", "1.2.3.4/33", "1.2.3.4/", "1.2.3.4/08", "1.2.3.4/-1", "::ffff:1.2.3.4", "::1/129", "::1%eth0", ":::",
        "1::2::3", "12345::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", " 1.2.3.4", "1.2.3.4 ", "1.2.3.4/+8", "[::1]", "1:2:3:4:5:6:7:8::", "::g", "1.2.3.4/8/8", "1.2.3.4/ 8", "::1/0128",
    ];

    public static readonly string[] GoodDecimals =
    [
        "0.0", "1.0", "-1.0", "1.5", "1.50", "1.5000", "0.0001", "-0.0", "-0.0001", "922337203685477.5807", "-922337203685477.5808", "00.10", "12.3456", "000000000000000000001.0",
    ];

    public static readonly string[] BadDecimals =
    [
        "", "1", "1.", ".5", "1.23456", "+1.0", "1,0", "1.0 ", " 1.0", "922337203685477.5808", "-922337203685477.5809", "1e1", "--1.0", "-.1", "1.0.0", "1.-5", "0x1.0", "1.٣", "99999999999999999999.0",
    ];

    public static readonly string[] GoodDatetimes =
    [
        "2024-01-01", "2024-02-29", "1970-01-01", "1969-12-31", "2024-10-15T11:35:00Z", "2024-10-15T11:35:00.999Z", "2024-10-15T11:35:00+0100", "2024-10-15T11:35:00.001-2359",
        "0000-01-01", "0000-02-29", "9999-12-31T23:59:59.999Z", "9999-12-31T23:59:59.999-2359", "0000-01-01T00:00:00+2359", "2000-02-29", "2024-01-01T00:00:00-0000", "2024-12-31T23:59:59Z",
    ];

    public static readonly string[] BadDatetimes =
    [
        "", "2024", "2024-1-1", "2024-13-01", "2024-02-30", "2023-02-29", "1900-02-29", "2024-01-01T", "2024-01-01T00:00:00", "2024-01-01T00:00:60Z", "2024-01-01T24:00:00Z", "2024-01-01T00:60:00Z",
        "2024-01-01T00:00:00.1Z", "2024-01-01T00:00:00.1000Z", "2024-01-01T00:00:00+2400", "2024-01-01T00:00:00+0060", "2024-01-01T00:00:00+01:00", "2024-01-01t00:00:00z", "2024-01-01 ", " 2024-01-01",
        "-2024-01-01", "10000-01-01", "2024-01-01Z", "2024-01-01T00:00:00.Z", "2024-00-01", "2024-01-00", "２024-01-01",
    ];

    public static readonly string[] GoodDurations =
    [
        "0ms", "1ms", "-1ms", "1s", "1m", "1h", "1d", "1d2h3m4s5ms", "-1d2h3m4s5ms", "1d5ms", "90m", "36h", "9223372036854775807ms", "-9223372036854775808ms", "106751991167d", "-106751991167d", "000001s",
        "1d0h", "2562047788015h12m55s807ms",
    ];

    public static readonly string[] BadDurations =
    [
        "", "d", "1", "1 s", "1S", "1s1m", "1d1d", "-", "--1s", "+1s", "1.5s", "9223372036854775808ms", "-9223372036854775809ms", "106751991168d", "1d2h3m4s5", "1ms1s", " 1s", "1s ", "1w", "9223372036854775807d", "-1d-2h", "1msd",
    ];

    public static string[] Good(string extension) => extension switch
    {
        "ipaddr" => GoodIps,
        "decimal" => GoodDecimals,
        "datetime" => GoodDatetimes,
        _ => GoodDurations,
    };

    public static string[] Bad(string extension) => extension switch
    {
        "ipaddr" => BadIps,
        "decimal" => BadDecimals,
        "datetime" => BadDatetimes,
        _ => BadDurations,
    };

    /// <summary>The function that makes a value of the extension type.</summary>
    public static string Constructor(string extension) => string.Equals(extension, "ipaddr", StringComparison.Ordinal) ? "ip" : extension;
}
