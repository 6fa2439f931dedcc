using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>The catalogue as files. Applying them again changes nothing; applying them to an empty gateway makes this one.</summary>
internal static class CatalogExport
{
    public const string CatalogFile = "catalogue.yaml";

    public static IReadOnlyList<CatalogDocument> Of(CatalogSnapshot snapshot)
    {
        var files = new List<CatalogDocument> { new(CatalogFile, Yaml(snapshot)) };
        if (snapshot.Policy is { } policy)
        {
            files.Add(new CatalogDocument(PolicyEntry.TextFile, policy.Text));
            files.Add(new CatalogDocument(PolicyEntry.TestsFile, policy.Tests));
        }

        return files;
    }

    private static string Yaml(CatalogSnapshot snapshot)
    {
        using var yaml = new YamlWriter();
        yaml.Map(() =>
        {
            yaml.List("vendors", Sorted(snapshot.Vendors), entry => Vendor(yaml, entry));
            yaml.List("roles", Sorted(snapshot.Roles), entry => Role(yaml, entry));
            yaml.List("documents", Sorted(snapshot.Documents), entry => Document(yaml, entry));
            yaml.List("providers", Sorted(snapshot.Providers), entry => Provider(yaml, entry));
            yaml.List("people", Sorted(snapshot.People), entry => Person(yaml, entry));
            yaml.List("services", Sorted(snapshot.Services), entry => Service(yaml, entry));
            yaml.List("projects", Sorted(snapshot.Projects), entry => Project(yaml, entry));
            yaml.List("environments", Sorted(snapshot.Environments), entry => Environment(yaml, entry));
            yaml.List("repositories", Sorted(snapshot.Repositories), entry => Repository(yaml, entry));
            yaml.List("windows", Sorted(snapshot.Windows), entry => Window(yaml, entry.Text));
            yaml.List("networks", Sorted(snapshot.Networks), entry => Network(yaml, entry));
        });
        return yaml.Finish();
    }

    private static IEnumerable<T> Sorted<T>(IReadOnlyDictionary<string, T> entries) => entries.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value);

    private static void Vendor(YamlWriter yaml, VendorEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Field("parent", entry.Parent);
    }

    private static void Role(YamlWriter yaml, RoleEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Field("administrative", entry.Administrative ? "true" : "false");
    }

    private static void Document(YamlWriter yaml, DocumentEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("kind", entry.Kind);
        yaml.Field("version", entry.Version);
        yaml.Field("title", entry.Title);
        yaml.Field("text", entry.Text);
        yaml.Field("validDays", entry.ValidDays.ToString(System.Globalization.CultureInfo.InvariantCulture));
        yaml.Field("current", entry.Current ? "true" : "false");
    }

    private static void Provider(YamlWriter yaml, ProviderEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Texts("domains", entry.Domains);
        yaml.Texts("vendors", entry.Vendors);
        yaml.Texts("mfaContexts", entry.MfaContexts);
        yaml.Texts("mfaMethods", entry.MfaMethods);
        yaml.Field("createsPeople", entry.CreatesPeople ? "true" : "false");
        yaml.List("rules", entry.Rules, rule =>
        {
            yaml.Field("claim", rule.Claim);
            yaml.Field("value", rule.Value);
            yaml.Field("role", rule.Role);
        });
    }

    private static void Person(YamlWriter yaml, PersonEntry entry)
    {
        yaml.Field("login", entry.Login);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Field("email", entry.Email);
        yaml.Field("vendor", entry.Vendor);
        yaml.Texts("roles", entry.Roles);
        yaml.Field("provider", entry.Provider);
        yaml.Texts("providerRoles", entry.ProviderRoles);
        // Only the exceptional state is written, so that an old file applied again cannot lift a suspension.
        yaml.Field("suspended", entry.Suspended ? "true" : null);
        yaml.Field("suspendedBy", entry.SuspendedBy);
        yaml.Field("timeZone", entry.TimeZone);
        yaml.List("attestations", entry.Attestations, paper =>
        {
            yaml.Field("kind", paper.Kind);
            yaml.Field("expiresAt", $"{paper.ExpiresAt.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}");
            yaml.Field("document", paper.Document);
            yaml.Field("version", paper.Version);
            yaml.Field("sha256", paper.Sha256);
            yaml.Field("signedAt", paper.SignedAt is { } at ? $"{at.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'}" : null);
            yaml.Field("by", paper.By);
            yaml.Field("note", paper.Note);
        });
    }

    private static void Service(YamlWriter yaml, ServiceEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("description", entry.Description);
        yaml.Field("owner", entry.Owner);
        yaml.Field("vendor", entry.Vendor);
        yaml.Texts("roles", entry.Roles);
        yaml.Texts("sources", entry.Sources);
        yaml.Field("suspended", entry.Suspended ? "true" : null);
    }

    private static void Project(YamlWriter yaml, ProjectEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("displayName", entry.DisplayName);
    }

    private static void Environment(YamlWriter yaml, EnvironmentEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("project", entry.Project);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Field("kind", entry.Kind);
        yaml.Field("classification", entry.Classification);
        yaml.Field("upstream", entry.Upstream.OriginalString);
        yaml.Field("workspace", entry.Workspace);
        yaml.Texts("extensionFolders", entry.ExtensionFolders);
        yaml.Texts("sources", entry.Sources);
        if (entry.Ssh is { } ssh)
        {
            yaml.Map("ssh", () =>
            {
                yaml.Field("via", ssh.Via);
                yaml.Field("address", ssh.Address);
                yaml.Field("login", ssh.Login);
                yaml.Texts("hostKeys", ssh.HostKeys);
                yaml.Texts("hostAuthorities", ssh.HostAuthorities);
            });
        }
    }

    private static void Repository(YamlWriter yaml, RepositoryEntry entry)
    {
        yaml.Field("project", entry.Project);
        yaml.Field("name", entry.Name);
        yaml.Field("displayName", entry.DisplayName);
        yaml.Field("classification", entry.Classification);
        yaml.Field("upstream", entry.Upstream.OriginalString);
        yaml.Texts("protectedBranches", entry.ProtectedBranches);
    }

    private static void Window(YamlWriter yaml, WindowText text)
    {
        yaml.Field("name", text.Name);
        yaml.Field("zone", text.Zone);
        yaml.List("weekly", text.Weekly, line =>
        {
            yaml.Field("days", line.Days);
            yaml.Field("hours", line.Hours);
        });
        yaml.List("closings", text.Closings, line => Date(yaml, line));
        yaml.List("openings", text.Openings, line => Date(yaml, line));
        yaml.Field("validFrom", text.ValidFrom);
        yaml.Field("validThrough", text.ValidThrough);
    }

    private static void Network(YamlWriter yaml, NetworkEntry entry)
    {
        yaml.Field("name", entry.Name);
        yaml.Field("description", entry.Description);
        yaml.Texts("ranges", entry.Ranges);
    }

    private static void Date(YamlWriter yaml, DateText line)
    {
        yaml.Field("date", line.Date);
        yaml.Field("hours", line.Hours);
        yaml.Field("note", line.Note);
    }
}
