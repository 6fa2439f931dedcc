using RemoteDev.Gateway.Catalog.Entries;

namespace RemoteDev.Gateway.Catalog.Rules;

/// <summary>What each entry must be by itself, whatever else the catalogue holds.</summary>
internal static class EntryRules
{
    public static void Check(VendorEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
    }

    public static void Check(RoleEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
    }

    public static void Check(ProjectEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
    }

    public static void Check(PersonEntry entry, EntryFaults faults)
    {
        faults.Name("login", entry.Login);
        if (NameRule.IsReservedLogin(entry.Login))
        {
            faults.Add("login", $"'{entry.Login}' is how the trace names what is no person");
        }

        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
        FieldRules.Email(faults, entry.Email);
        FieldRules.Zone(faults, "timeZone", entry.TimeZone);
        faults.Items("roles", entry.Roles, faults.Name);
        ProviderRules.Check(entry, faults);
        faults.Items("attestations", [.. entry.Attestations.Select(paper => paper.Kind)], (field, kind) => faults.OneOf(field, kind, "nda", "training", "background"));
    }

    public static void Check(EnvironmentEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        if (NameRule.IsReservedLabel(entry.Name))
        {
            faults.Add("name", $"'{entry.Name}' is a host name of the gateway itself; choose another");
        }

        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
        faults.OneOf("kind", entry.Kind, "code-server", "web", SshTarget.Scheme);
        FieldRules.Classification(faults, entry.Classification);
        FieldRules.Upstream(faults, entry.Upstream, entry.IsForBrowsers ? UpstreamShape.Web : UpstreamShape.Ssh);
        if (entry.Workspace is { } workspace)
        {
            FieldRules.Folder(faults, "workspace", workspace);
        }

        faults.Items("extensionFolders", entry.ExtensionFolders, (field, folder) => FieldRules.Folder(faults, field, folder));
        faults.Items("sources", entry.Sources, (field, network) => FieldRules.Network(faults, field, network));
        SshRules.Check(entry, faults);
    }

    public static void Check(RepositoryEntry entry, EntryFaults faults)
    {
        faults.Name("name", entry.Name);
        faults.Line("displayName", entry.DisplayName, Limits.DisplayName);
        FieldRules.Classification(faults, entry.Classification);
        FieldRules.Upstream(faults, entry.Upstream, UpstreamShape.Repository);
        faults.Items("protectedBranches", entry.ProtectedBranches, (field, branch) => FieldRules.Branch(faults, field, branch));
    }
}
