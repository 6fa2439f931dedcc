using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Faults;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What a provider must be by itself, and what a person says of theirs.</summary>
internal static class ProviderRules
{
    public static void Check(ProviderEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
        faults.Items("domains", entry.Domains, (field, domain) => Domain(faults, field, domain));
        if (entry.Domains.IsEmpty)
        {
            faults.Add("domains", "is empty; name the e-mail domains that this provider may vouch for, like acme.example");
        }

        faults.Items("vendors", entry.Vendors, faults.Name);
        faults.Items("mfaContexts", entry.MfaContexts, (field, value) => Value(faults, field, value));
        faults.Items("mfaMethods", entry.MfaMethods, (field, value) => Value(faults, field, value));
        faults.Items("rules", [.. entry.Rules.Select(rule => $"{rule.Claim} {rule.Value} {rule.Role}")], static (_, _) => { });
        for (var i = 0; i < Math.Min(entry.Rules.Length, Limits.Items); i++)
        {
            Value(faults, $"rules[{i}]/claim", entry.Rules[i].Claim);
            faults.Line($"rules[{i}]/value", entry.Rules[i].Value, Limits.Item);
            faults.Name($"rules[{i}]/role", entry.Rules[i].Role);
        }
    }

    public static void Check(PersonEntry entry, EntryFaults faults)
    {
        if (entry.Provider is { } provider)
        {
            faults.Name("provider", provider);
        }

        faults.Items("providerRoles", entry.ProviderRoles, faults.Name);
        if (entry.SuspendedBy is { } by)
        {
            faults.Line("suspendedBy", by, Limits.Actor);
        }
    }

    // Exact and in lower case, so that what is written is what is compared: no wildcard, no scheme, no Unicode that looks like another.
    private static void Domain(EntryFaults faults, string field, string value)
    {
        var labels = value.Split('.');
        if (value.Length > Limits.Item || labels.Length < 2 || !labels.All(IsLabel))
        {
            faults.Add(field, $"'{Spelling.Cut(value)}' is not an e-mail domain; write it in lower case, like acme.example (other alphabets as xn--…), without @ and *");
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= Limits.Name && label[0] != '-' && label[^1] != '-' && label.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');

    private static void Value(EntryFaults faults, string field, string value)
    {
        faults.Line(field, value, Limits.Item);
        if (value.Any(char.IsWhiteSpace))
        {
            faults.Add(field, "holds a blank; write one value");
        }
    }
}
