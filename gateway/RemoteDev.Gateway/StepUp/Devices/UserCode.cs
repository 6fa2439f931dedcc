using System.Security.Cryptography;

namespace RemoteDev.Gateway.StepUp.Devices;

/// <summary>
/// The code that a person carries from a terminal to a browser (RFC 8628, section 6.1): eight consonants, so that no word comes out and no
/// letter is taken for a digit. 25 billion of them, of which few are open at a time.
/// </summary>
internal static class UserCode
{
    public const int Length = 8;

    private const string Alphabet = "BCDFGHJKLMNPQRSTVWXZ";

    public static string New() => RandomNumberGenerator.GetString(Alphabet, Length);

    /// <summary><c>BCDF-GHJK</c>.</summary>
    public static string Show(string code) => $"{code[..(Length / 2)]}-{code[(Length / 2)..]}";

    /// <summary>What somebody typed, in the one way it is kept; null when it is no code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Length)
        {
            return null;
        }

        var code = string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c)).Select(char.ToUpperInvariant));
        return code.Length == Length && code.All(c => Alphabet.Contains(c, StringComparison.Ordinal)) ? code : null;
    }
}
