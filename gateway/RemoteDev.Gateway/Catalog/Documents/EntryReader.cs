using System.Collections.Immutable;
using System.Globalization;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Policy.Windows;

namespace RemoteDev.Gateway.Catalog.Documents;

/// <summary>Turns the fields of an entry into edits. Knows the spelling of fields; what they may hold, the rules know.</summary>
internal static class EntryReader
{
    // A date alone is the end of that day, UTC: a paper that is valid until a day is valid on that day.
    private static readonly string[] Moments = ["yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>The field by which an entry of the kind is named.</summary>
    public static string KeyField(CatalogKind kind) => kind == CatalogKind.Person ? "login" : "name";

    public static IEnumerable<CatalogEdit> Read(CatalogKind kind, FieldReader fields)
    {
        IEnumerable<CatalogEdit> edits = kind switch
        {
            CatalogKind.Vendor => [Vendor(fields)],
            CatalogKind.Role => [Role(fields)],
            CatalogKind.Document => [Document(fields)],
            CatalogKind.Provider => [Provider(fields)],
            CatalogKind.Person => Person(fields),
            CatalogKind.Service => [Service(fields)],
            CatalogKind.Project => [Project(fields)],
            CatalogKind.Environment => [Environment(fields)],
            CatalogKind.Repository => [Repository(fields)],
            CatalogKind.Window => [Window(fields)],
            CatalogKind.Network => [Network(fields)],
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        fields.Finish();
        return edits;
    }

    private static CatalogEdit.PutVendor Vendor(FieldReader fields)
    {
        var name = fields.Required("name");
        return new(new VendorEntry(name, fields.Optional("displayName") ?? name, fields.Optional("parent")));
    }

    private static CatalogEdit.PutRole Role(FieldReader fields)
    {
        var name = fields.Required("name");
        return new(new RoleEntry(name, fields.Optional("displayName") ?? name, fields.Flag("administrative") ?? false));
    }

    private static CatalogEdit.PutDocument Document(FieldReader fields)
    {
        var days = fields.Required("validDays");
        if (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out var validDays) && days.Length > 0)
        {
            fields.Fault("validDays", "is not a number of days");
        }

        return new(new DocumentEntry(
            fields.Required("name"),
            fields.Required("kind"),
            fields.Required("version"),
            fields.Required("title"),
            fields.Required("text"),
            validDays,
            fields.Flag("current") ?? false));
    }

    private static CatalogEdit.PutProvider Provider(FieldReader fields)
    {
        var name = fields.Required("name");
        return new(new ProviderEntry(
            name,
            fields.Optional("displayName") ?? name,
            fields.Texts("domains"),
            fields.Texts("vendors"),
            fields.Texts("mfaContexts"),
            fields.Texts("mfaMethods"),
            fields.Flag("createsPeople") ?? false,
            [.. fields.Maps("rules").Select(Rule)]));
    }

    private static RoleRule Rule(FieldReader fields)
    {
        var rule = new RoleRule(fields.Required("claim"), fields.Required("value"), fields.Required("role"));
        fields.Finish();
        return rule;
    }

    private static List<CatalogEdit> Person(FieldReader fields)
    {
        var login = fields.Required("login");
        var displayName = fields.Optional("displayName") ?? login;
        var email = fields.Required("email");
        var vendor = fields.Optional("vendor");
        var roles = fields.Texts("roles");
        var provider = fields.Optional("provider");
        var providerRoles = fields.Texts("providerRoles");
        var suspended = fields.Flag("suspended");
        var suspendedBy = fields.Optional("suspendedBy");
        var zone = fields.Optional("timeZone") ?? "Etc/UTC";
        var papers = ImmutableArray.CreateBuilder<AttestationEntry>();
        foreach (var paper in fields.Maps("attestations"))
        {
            papers.Add(Attestation(paper));
        }

        var put = new CatalogEdit.PutPerson(new PersonEntry(login, displayName, email, vendor, roles, suspended ?? false, zone, papers.ToImmutable())
        {
            Provider = provider,
            ProviderRoles = providerRoles,
            SuspendedBy = suspendedBy,
        });

        // Writing an entry can suspend and never lifts a suspension: a file or an answer from before it must not undo it.
        return suspended == true
            ? [put, new CatalogEdit.SetSuspended(login, true, "as the applied catalogue says") { By = suspendedBy, AsWritten = true }]
            : [put];
    }

    private static AttestationEntry Attestation(FieldReader fields)
    {
        var paper = new AttestationEntry(fields.Required("kind"), Moment(fields, "expiresAt", fields.Required("expiresAt")) ?? default)
        {
            Document = fields.Optional("document"),
            Version = fields.Optional("version"),
            Sha256 = fields.Optional("sha256"),
            SignedAt = Moment(fields, "signedAt", fields.Optional("signedAt") ?? ""),
            By = fields.Optional("by"),
            Note = fields.Optional("note"),
        };
        fields.Finish();
        return paper;
    }

    private static DateTimeOffset? Moment(FieldReader fields, string key, string text)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day, new TimeOnly(23, 59, 59), TimeSpan.Zero);
        }

        if (DateTimeOffset.TryParseExact(text, Moments, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
        {
            return moment.ToUniversalTime();
        }

        if (text.Length > 0)
        {
            fields.Fault(key, "is not a moment; write it like 2027-06-30 or 2027-06-30T23:59:59Z");
        }

        return null;
    }

    private static CatalogEdit.PutService Service(FieldReader fields) => new(new ServiceEntry(
        fields.Required("name"),
        fields.Required("description"),
        fields.Required("owner"),
        fields.Optional("vendor"),
        fields.Texts("roles"),
        fields.Texts("sources"),
        fields.Flag("suspended") ?? false));

    private static CatalogEdit.PutProject Project(FieldReader fields)
    {
        var name = fields.Required("name");
        return new(new ProjectEntry(name, fields.Optional("displayName") ?? name));
    }

    private static CatalogEdit.PutEnvironment Environment(FieldReader fields)
    {
        var name = fields.Required("name");
        return new(new EnvironmentEntry(
            name,
            fields.Required("project"),
            fields.Optional("displayName") ?? name,
            fields.Required("kind"),
            fields.Required("classification"),
            fields.Url("upstream"),
            fields.Optional("workspace"),
            fields.Texts("extensionFolders"),
            fields.Texts("sources"))
        {
            Ssh = fields.Map("ssh") is { } ssh ? Ssh(ssh) : null,
        });
    }

    private static SshTarget Ssh(FieldReader fields)
    {
        var target = new SshTarget(fields.Required("login"), fields.Texts("hostKeys"), fields.Texts("hostAuthorities"), fields.Optional("address"))
        {
            Via = fields.Optional("via"),
        };
        fields.Finish();
        return target;
    }

    private static CatalogEdit.PutRepository Repository(FieldReader fields)
    {
        var project = fields.Required("project");
        var name = fields.Required("name");
        return new(new RepositoryEntry(
            project,
            name,
            fields.Optional("displayName") ?? name,
            fields.Required("classification"),
            fields.Url("upstream"),
            fields.Texts("protectedBranches")));
    }

    private static CatalogEdit.PutWindow Window(FieldReader fields) => new(new WindowText
    {
        Name = fields.Required("name"),
        Zone = fields.Required("zone"),
        Weekly = [.. fields.Maps("weekly").Select(Weekly)],
        Closings = [.. fields.Maps("closings").Select(Date)],
        Openings = [.. fields.Maps("openings").Select(Date)],
        ValidFrom = fields.Optional("validFrom"),
        ValidThrough = fields.Optional("validThrough"),
    });

    private static CatalogEdit.PutNetwork Network(FieldReader fields) =>
        new(new NetworkEntry(fields.Required("name"), fields.Optional("description"), fields.Texts("ranges")));

    private static WeeklyText Weekly(FieldReader fields)
    {
        var line = new WeeklyText(fields.Required("days"), fields.Required("hours"));
        fields.Finish();
        return line;
    }

    private static DateText Date(FieldReader fields)
    {
        var line = new DateText(fields.Required("date"), fields.Optional("hours"), fields.Optional("note"));
        fields.Finish();
        return line;
    }
}
