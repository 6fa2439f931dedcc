using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Identify.Sessions;

namespace RemoteDev.Gateway.StepUp.Recovery;

/// <summary>
/// A code that stands in once for the authenticator: 80 random bits in 16 letters and digits that are not mistaken for one another.
/// </summary>
internal static class RecoveryCode
{
    public const int Count = 10;

    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz023456789";
    private const int Length = 16;
    private const int Group = 4;

    /// <summary>A new one, in groups of four.</summary>
    public static string New() =>
        string.Join('-', RandomNumberGenerator.GetString(Alphabet, Length).Chunk(Group).Select(group => new string(group)));

    /// <summary>What somebody typed without its blanks and dashes, or null when it can be no code.</summary>
    public static string? Read(string? typed)
    {
        if (typed is null || typed.Length > 4 * Length)
        {
            return null;
        }

        var code = string.Concat(typed.Where(c => c != '-' && !char.IsWhiteSpace(c))).ToLowerInvariant();
        return code.Length == Length && code.All(Alphabet.Contains) ? code : null;
    }

    /// <summary>What is kept of it.</summary>
    /// <param name="code">As <see cref="Read"/> gives it.</param>
    public static string HashOf(string login, string code) => TokenHash.Of(Encoding.UTF8.GetBytes($"{login}:{code}")).ToString();
}
