using System.Buffers.Binary;

namespace RemoteDev.Gateway.Contain.Transfers.Sftp;

/// <summary>Reads the fields of one packet. What could not be read leaves the reader where it was.</summary>
internal ref struct SftpFields(ReadOnlySpan<byte> packet)
{
    private const uint HasSize = 0x01;
    private const uint HasOwner = 0x02;
    private const uint HasMode = 0x04;
    private const uint HasTimes = 0x08;
    private const uint HasExtended = 0x8000_0000;
    private const int MostExtended = 16;

    public ReadOnlySpan<byte> Rest { get; private set; } = packet;

    public readonly bool AtEnd => Rest.IsEmpty;

    public bool TryUInt32(out uint value)
    {
        if (!BinaryPrimitives.TryReadUInt32BigEndian(Rest, out value))
        {
            return false;
        }

        Rest = Rest[sizeof(uint)..];
        return true;
    }

    public bool TryUInt64(out ulong value)
    {
        if (!BinaryPrimitives.TryReadUInt64BigEndian(Rest, out value))
        {
            return false;
        }

        Rest = Rest[sizeof(ulong)..];
        return true;
    }

    public bool TryString(int longest, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!BinaryPrimitives.TryReadUInt32BigEndian(Rest, out var length) || length > longest || length > Rest.Length - sizeof(uint))
        {
            return false;
        }

        value = Rest.Slice(sizeof(uint), (int)length);
        Rest = Rest[(sizeof(uint) + (int)length)..];
        return true;
    }

    /// <summary>A name of a file or folder: of bounded length, and without a NUL, where the target would stop reading it.</summary>
    public bool TryPath(out ReadOnlySpan<byte> path) => TryString(SftpLimits.Path, out path) && !path.Contains((byte)0);

    /// <summary>Attributes (section 5), of which only the size matters here.</summary>
    public bool TryAttributes(out ulong? size)
    {
        size = null;
        if (!TryUInt32(out var flags) || (flags & ~(HasSize | HasOwner | HasMode | HasTimes | HasExtended)) != 0)
        {
            return false;
        }

        if ((flags & HasSize) != 0)
        {
            if (!TryUInt64(out var octets))
            {
                return false;
            }

            size = octets;
        }

        return ((flags & HasOwner) == 0 || TryUInt64(out _))
            && ((flags & HasMode) == 0 || TryUInt32(out _))
            && ((flags & HasTimes) == 0 || TryUInt64(out _))
            && ((flags & HasExtended) == 0 || TryExtended());
    }

    private bool TryExtended()
    {
        if (!TryUInt32(out var count) || count > MostExtended)
        {
            return false;
        }

        for (var i = 0U; i < count; i++)
        {
            if (!TryString(SftpLimits.ExtensionName, out _) || !TryString(SftpLimits.Path, out _))
            {
                return false;
            }
        }

        return true;
    }
}
