using System.Security.Cryptography;
using System.Text;

namespace RemoteDev.Gateway.Catalog;

/// <summary>Names a text by its content.</summary>
internal static class TextDigest
{
    /// <summary>SHA-256 of the UTF-8 bytes, in lower-case hex.</summary>
    public static string Of(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
