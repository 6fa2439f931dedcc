using System.Text;
using Microsoft.Extensions.Primitives;

namespace RemoteDev.Gateway.Contain.Pages;

/// <summary>The element that loads the gateway's script, able to run under the page's own policy.</summary>
internal static class ScriptTag
{
    public const string ScriptPath = "/.remotedev/session.js";

    private static readonly byte[] Plain = Encoding.ASCII.GetBytes($"<script src=\"{ScriptPath}\" defer></script>");

    /// <summary>A policy that admits scripts by nonce alone admits ours by the same nonce.</summary>
    public static byte[] For(StringValues policies)
    {
        const string marker = "'nonce-";
        foreach (var policy in policies)
        {
            var at = policy?.IndexOf(marker, StringComparison.Ordinal) ?? -1;
            if (at < 0)
            {
                continue;
            }

            var nonce = policy.AsSpan()[(at + marker.Length)..];
            var end = nonce.IndexOf('\'');
            if (end is > 0 and <= 256 && IsBase64(nonce[..end]))
            {
                return Encoding.ASCII.GetBytes($"<script src=\"{ScriptPath}\" nonce=\"{nonce[..end]}\" defer></script>");
            }
        }

        return Plain;
    }

    private static bool IsBase64(ReadOnlySpan<char> text)
    {
        foreach (var one in text)
        {
            if (!char.IsAsciiLetterOrDigit(one) && one is not ('+' or '/' or '-' or '_' or '='))
            {
                return false;
            }
        }

        return true;
    }
}
