using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Crypto.Keys;

/// <summary>Builds blobs of keys and signatures piece by piece, sound and broken ones.</summary>
internal static class Blobs
{
    /// <summary>Texts and octets each as a string, numbers as four octets, a single octet as itself.</summary>
    public static byte[] Of(params object[] fields)
    {
        using var writer = SshWriter.Blob();
        foreach (var field in fields)
        {
            switch (field)
            {
                case string text:
                    writer.WriteText(text);
                    break;
                case byte[] octets:
                    writer.WriteString(octets);
                    break;
                case byte octet:
                    writer.WriteByte(octet);
                    break;
                case uint number:
                    writer.WriteUInt32(number);
                    break;
                default:
                    throw new ArgumentException("no such field", nameof(fields));
            }
        }

        return writer.ToArray();
    }

    /// <summary>A positive mpint without its length.</summary>
    public static byte[] Number(byte[] magnitude)
    {
        using var writer = SshWriter.Blob();
        writer.WritePositive(magnitude);
        return writer.Written[sizeof(uint)..].ToArray();
    }

    /// <summary>The strings in a blob.</summary>
    public static List<byte[]> Strings(ReadOnlySpan<byte> blob)
    {
        var reader = new SshReader(blob);
        var strings = new List<byte[]>();
        while (reader.TryReadString(SshLimits.KeyBlob, out var value))
        {
            strings.Add(value.ToArray());
        }

        return strings;
    }

    public static string FaultOf(byte[] blob)
    {
        Assert.False(SshPublicKey.TryParse(blob, out var key, out var fault));
        Assert.Null(key);
        Assert.NotEmpty(fault);
        return fault;
    }

    public static SshPublicKey Parse(byte[] blob)
    {
        Assert.True(SshPublicKey.TryParse(blob, out var key, out var fault), fault);
        return key;
    }
}
