using System.Security.Cryptography;

namespace RemoteDev.Gateway.Tests.Doors.Git.Ssh;

/// <summary>Packs made by hand (gitformat-pack).</summary>
internal static class Packs
{
    /// <summary>A pack of no objects, as git sends when the server has them all.</summary>
    public static byte[] Empty { get; } = Closed([.. "PACK"u8, 0, 0, 0, 2, 0, 0, 0, 0]);

    /// <summary>A pack's bytes with the checksum that ends them.</summary>
#pragma warning disable CA5350 // the checksum that the format has
    public static byte[] Closed(byte[] pack) => [.. pack, .. SHA1.HashData(pack)];
#pragma warning restore CA5350

    public static string Sha256(byte[] pack) => Convert.ToHexStringLower(SHA256.HashData(pack));
}
