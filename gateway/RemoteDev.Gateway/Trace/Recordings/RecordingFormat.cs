using System.Buffers.Binary;

namespace RemoteDev.Gateway.Trace.Recordings;

/// <summary>
/// How a recording rests: a head with a data key of its own, sealed, and then frames of AES-256-GCM. A frame's number and whether it is the last
/// are authenticated, so that frames can be neither cut off, left out, moved nor taken from another file without its being seen.
/// <code>
/// head   "RDREC1\n", u16 length of the sealed key, the sealed key
/// frame  u32 length of the content (bit 31: the last frame), ciphertext, 16 octets of tag
/// </code>
/// Numbers are big endian. A file without a last frame was not finished: the gateway or its disk failed.
/// </summary>
internal static class RecordingFormat
{
    public const int KeyBytes = 32;
    public const int TagBytes = 16;
    public const int NonceBytes = 12;

    /// <summary>The most content in a frame.</summary>
    public const int FrameBytes = 64 * 1024;

    public const int SealedKeyLimit = 1024;

    public const uint LastFrame = 0x8000_0000;

    public static ReadOnlySpan<byte> Magic => "RDREC1\n"u8;

    /// <summary>The key is used for one file only, so the frame's number makes every nonce once.</summary>
    public static void Nonce(ulong frame, Span<byte> nonce)
    {
        nonce.Clear();
        BinaryPrimitives.WriteUInt64BigEndian(nonce[4..], frame);
    }
}
