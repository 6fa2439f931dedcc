using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Console.Forms;

namespace RemoteDev.Gateway.Console.Providers;

/// <summary>Rules as a form shows them, one a line: <c>groups = Developers -> developer</c>.</summary>
internal static class RuleText
{
    private const string Arrow = "->";

    public static string Write(IEnumerable<RoleRule> rules) => FormText.Join(rules.Select(Write));

    public static string Write(RoleRule rule) => $"{rule.Claim} = {rule.Value} {Arrow} {rule.Role}";

    /// <summary>The rules that could be read; the rest becomes faults of the field.</summary>
    public static IReadOnlyList<RoleRule> Read(string? text, FormFaults faults)
    {
        var rules = new List<RoleRule>();
        var number = 0;
        foreach (var line in FormText.Lines(text))
        {
            number++;
            // The value may hold either sign: the claim ends at the first, the role begins at the last.
            var equals = line.IndexOf('=', StringComparison.Ordinal);
            var arrow = line.LastIndexOf(Arrow, StringComparison.Ordinal);
            if (equals <= 0 || arrow <= equals)
            {
                faults.Add("rules", $"line {number}: write a rule like groups = Developers -> developer");
                continue;
            }

            rules.Add(new RoleRule(line[..equals].Trim(), line[(equals + 1)..arrow].Trim(), line[(arrow + Arrow.Length)..].Trim()));
        }

        return rules;
    }
}
