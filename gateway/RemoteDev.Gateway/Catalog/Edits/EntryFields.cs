using System.Collections.Immutable;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Edits;

/// <summary>
/// An entry as a list of fields in words: what two entries are compared by, and what a diff shows. Entries hold arrays, whose own
/// equality is by reference and would call equal entries different.
/// </summary>
internal static class EntryFields
{
    public static ImmutableArray<KeyValuePair<string, string>> Of(VendorEntry entry) =>
        [Field("displayName", entry.DisplayName), Field("parent", entry.Parent)];

    public static ImmutableArray<KeyValuePair<string, string>> Of(RoleEntry entry) =>
        [Field("displayName", entry.DisplayName), Field("administrative", Text(entry.Administrative))];

    public static ImmutableArray<KeyValuePair<string, string>> Of(DocumentEntry entry) =>
    [
        Field("kind", entry.Kind),
        Field("version", entry.Version),
        Field("title", entry.Title),
        Field("text", $"{Lines(entry.Text)} lines, sha256 {entry.Sha256}"),
        Field("validDays", entry.ValidDays.ToString(System.Globalization.CultureInfo.InvariantCulture)),
        Field("current", Text(entry.Current)),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(ProviderEntry entry) =>
    [
        Field("displayName", entry.DisplayName),
        Field("domains", Text(entry.Domains)),
        Field("vendors", Text(entry.Vendors)),
        Field("mfaContexts", Text(entry.MfaContexts)),
        Field("mfaMethods", Text(entry.MfaMethods)),
        Field("createsPeople", Text(entry.CreatesPeople)),
        Field("rules", Text(entry.Rules.Select(rule => $"{rule.Claim} {rule.Value} gives {rule.Role}"))),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(PersonEntry entry) =>
    [
        Field("displayName", entry.DisplayName),
        Field("email", entry.Email),
        Field("vendor", entry.Vendor),
        Field("roles", Text(entry.Roles)),
        Field("provider", entry.Provider),
        Field("providerRoles", Text(entry.ProviderRoles)),
        Field("suspended", Text(entry.Suspended)),
        Field("suspendedBy", entry.SuspendedBy),
        Field("timeZone", entry.TimeZone),
        Field("attestations", Text(entry.Attestations.Select(Text))),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(ServiceEntry entry) =>
    [
        Field("description", entry.Description),
        Field("owner", entry.Owner),
        Field("vendor", entry.Vendor),
        Field("roles", Text(entry.Roles)),
        Field("sources", Text(entry.Sources)),
        Field("suspended", Text(entry.Suspended)),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(ProjectEntry entry) => [Field("displayName", entry.DisplayName)];

    public static ImmutableArray<KeyValuePair<string, string>> Of(EnvironmentEntry entry) =>
    [
        Field("project", entry.Project),
        Field("displayName", entry.DisplayName),
        Field("kind", entry.Kind),
        Field("classification", entry.Classification),
        Field("upstream", entry.Upstream.OriginalString),
        Field("workspace", entry.Workspace),
        Field("extensionFolders", Text(entry.ExtensionFolders)),
        Field("sources", Text(entry.Sources)),
        Field("ssh/via", entry.Ssh?.Via),
        Field("ssh/address", entry.Ssh?.Address),
        Field("ssh/login", entry.Ssh?.Login),
        Field("ssh/hostKeys", Text(entry.Ssh?.HostKeys ?? [])),
        Field("ssh/hostAuthorities", Text(entry.Ssh?.HostAuthorities ?? [])),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(RepositoryEntry entry) =>
    [
        Field("displayName", entry.DisplayName),
        Field("classification", entry.Classification),
        Field("upstream", entry.Upstream.OriginalString),
        Field("protectedBranches", Text(entry.ProtectedBranches)),
    ];

    public static ImmutableArray<KeyValuePair<string, string>> Of(WindowEntry entry) => Of(entry.Text);

    public static ImmutableArray<KeyValuePair<string, string>> Of(NetworkEntry entry) => [Field("description", entry.Description), Field("ranges", Text(entry.Ranges))];

    public static ImmutableArray<KeyValuePair<string, string>> Of(PolicyEntry entry) =>
    [
        Field("text", $"{Lines(entry.Text)} lines, sha256 {entry.Sha256[..12]}"),
        Field("tests", $"{Lines(entry.Tests)} lines, sha256 {TextDigest.Of(entry.Tests)[..12]}"),
    ];

    private static ImmutableArray<KeyValuePair<string, string>> Of(WindowText text) =>
    [
        Field("zone", text.Zone),
        Field("weekly", Text(text.Weekly.Select(line => $"{line.Days} {line.Hours}"))),
        Field("closings", Text(text.Closings.Select(Text))),
        Field("openings", Text(text.Openings.Select(Text))),
        Field("validFrom", text.ValidFrom),
        Field("validThrough", text.ValidThrough),
    ];

    private static KeyValuePair<string, string> Field(string name, string? value) => new(name, value ?? "");

    private static string Text(bool value) => value ? "true" : "false";

    private static string Text(IEnumerable<string> values) => string.Join("; ", values);

    private static string Text(AttestationEntry paper)
    {
        var text = $"{paper.Kind} until {paper.ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}";
        return paper.Document is null && paper.By is null
            ? text
            : $"{text} by {paper.By} on {paper.SignedAt?.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}, {paper.Document} {paper.Version} sha256 {paper.Sha256} {paper.Note}".TrimEnd();
    }

    private static string Text(DateText line) => string.Join(' ', new[] { line.Date, line.Hours, line.Note }.Where(part => !string.IsNullOrEmpty(part)));

    private static int Lines(string text) => text.AsSpan().TrimEnd('\n').Count('\n') + (text.Length == 0 ? 0 : 1);
}
