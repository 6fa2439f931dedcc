using System.Collections.Frozen;

namespace RemoteDev.Gateway.Identify.Passwords;

/// <summary>
/// What a new password must be: long, and not one that is tried first. No rules about kinds of characters, which make passwords
/// hard to remember and not hard to guess (NIST SP 800-63B, 5.1.1.2).
/// </summary>
internal static class PasswordRules
{
    public const int MinLength = 12;

    /// <summary>Longer input is refused before it is hashed.</summary>
    public const int MaxLength = 128;

    private const int MinDistinct = 5;

    private static readonly FrozenSet<string> Words = ReadWords();
    private static readonly int LongestWord = Words.Max(word => word.Length);

    /// <summary>Everything that is wrong with it, in words for the person; empty when it may be used.</summary>
    public static IReadOnlyList<string> FaultsOf(string password, string login)
    {
        if (password.Length > MaxLength)
        {
            return [$"Use at most {MaxLength} characters."];
        }

        var faults = new List<string>();
        if (password.Length < MinLength)
        {
            faults.Add($"Use at least {MinLength} characters. A few words that only you would put together are easy to remember.");
        }

        if (password.Contains(login, StringComparison.OrdinalIgnoreCase))
        {
            faults.Add("Leave your login out of it.");
        }

        if (IsCommon(password))
        {
            faults.Add("This is one of the first passwords somebody would try: common words, digits in order or few different characters. Choose another.");
        }

        return faults;
    }

    private static bool IsCommon(string password)
    {
        var lower = password.ToLowerInvariant();
        if (lower.Distinct().Count() < MinDistinct)
        {
            return true;
        }

        var letters = string.Concat(lower.Where(char.IsLetter));
        var core = lower.AsSpan().Trim("0123456789!?.,;:#*+-_=/ ");
        return letters.Length == 0 || IsMadeOfWords(letters) || IsMadeOfWords(string.Concat(core.ToString().Select(Plain).Where(char.IsLetter)));
    }

    /// <summary>The letter somebody meant by a digit or sign.</summary>
    private static char Plain(char c) => c switch
    {
        '0' => 'o',
        '1' or '!' => 'i',
        '3' => 'e',
        '4' or '@' => 'a',
        '5' or '$' => 's',
        '7' => 't',
        _ => c,
    };

    /// <summary>Can it be cut into common words without rest?</summary>
    private static bool IsMadeOfWords(string text)
    {
        var reachable = new bool[text.Length + 1];
        reachable[0] = true;
        for (var end = 1; end <= text.Length; end++)
        {
            for (var length = 1; length <= Math.Min(LongestWord, end) && !reachable[end]; length++)
            {
                reachable[end] = reachable[end - length] && Words.Contains(text.Substring(end - length, length));
            }
        }

        return reachable[^1];
    }

    private static FrozenSet<string> ReadWords()
    {
        using var stream = typeof(PasswordRules).Assembly.GetManifestResourceStream("common-passwords.txt")
            ?? throw new InvalidOperationException("The list of common passwords is missing from the assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd()
            .Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(line => line[0] != '#')
            .SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
