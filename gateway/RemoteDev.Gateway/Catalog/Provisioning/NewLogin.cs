using System.Text;
using RemoteDev.Gateway.Catalog.Rules;

namespace RemoteDev.Gateway.Catalog.Provisioning;

/// <summary>Makes a login out of what somebody is called elsewhere. It is a name to be known by; it finds and proves nobody.</summary>
internal static class NewLogin
{
    private const int Tries = 10_000;

    /// <summary><c>ada.obi@acme.example</c> becomes <c>ada-obi</c>, or <c>ada-obi-2</c> where that is taken; null when nothing can be made of it.</summary>
    public static string? Make(string name, Func<string, bool> isTaken)
    {
        var at = name.IndexOf('@', StringComparison.Ordinal);
        var stem = Stem(at > 0 ? name[..at] : name);
        for (var number = 1; number <= Tries; number++)
        {
            var suffix = number == 1 ? "" : FormattableString.Invariant($"-{number}");
            var login = stem[..Math.Min(stem.Length, Limits.Name - suffix.Length)].TrimEnd('-') + suffix;
            if (NameRule.Holds(login) && !NameRule.IsReservedLogin(login) && !isTaken(login))
            {
                return login;
            }
        }

        return null;
    }

    private static string Stem(string name)
    {
        var stem = new StringBuilder();
        foreach (var c in name.ToLowerInvariant())
        {
            if (char.IsAsciiLetterLower(c) || (char.IsAsciiDigit(c) && stem.Length > 0))
            {
                stem.Append(c);
            }
            else if (c is '.' or '-' or '_' or ' ' or '+' && stem.Length > 0 && stem[^1] != '-')
            {
                stem.Append('-');
            }
        }

        return stem.Length == 0 ? "person" : stem.ToString();
    }
}
