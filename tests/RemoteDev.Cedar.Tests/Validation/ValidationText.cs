using RemoteDev.Cedar.Validation;

namespace RemoteDev.Cedar.Tests.Validation;

/// <summary>A schema with something of everything, and short ways to ask what the validator says.</summary>
internal static class ValidationText
{
    public const string SchemaText = """
        entity Team in [Team];
        entity Level enum ["low", "high"];
        entity User in [Team] = {
          name: String,
          age: Long,
          active: Bool,
          boss?: User,
          nick?: String,
          score?: decimal,
          home: { city?: { zip?: Long, street: String }, country: String },
          level: Level,
          langs: Set<String>,
          teams: Set<Team>,
          "odd name"?: Long,
        } tags String;
        entity Folder;
        entity File in [Folder] = { owner: User, size: Long, labels: Set<String>, created: datetime, box: { owner: User } };
        entity Robot = { name: String };
        action read, write in [edit] appliesTo { principal: User, resource: File, context: { ip: ipaddr, now: datetime, port?: Long, held: duration } };
        action sweep appliesTo { principal: [User, Robot], resource: [File, Folder], context: {} };
        action edit;
        namespace Other { action peek appliesTo { principal: User, resource: File }; }
        """;

    private static readonly Lazy<Validator> Shared = new(() => new Validator(Schema(SchemaText)));

    public static Validator Validator => Shared.Value;

    public static CedarSchema Schema(string text)
    {
        var parsed = CedarSchema.ParseCedar(text, "test.cedarschema");
        Assert.Empty(parsed.Faults);
        return parsed.Value!;
    }

    /// <summary>The findings of policies, one a line: <c>line:column: error Code: message</c>.</summary>
    public static string Findings(string policies) => Describe(Validator.Validate(PolicyText.Parse(policies)));

    /// <summary>As <see cref="Findings"/>, with a condition on reading, counting columns within it.</summary>
    public static string FindingsIn(string expression) => WithoutLine(Findings(Reading(expression)));

    public static string FindingsAtLevel(int level, string expression) =>
        WithoutLine(Describe(Validator.ValidateAtLevel(PolicyText.Parse(Reading(expression)), level)));

    public static string Describe(IReadOnlyList<Finding> result) => string.Join('\n', result.Select(Describe));

    private static string WithoutLine(string findings) =>
        string.Join('\n', findings.Split('\n').Select(line => line.StartsWith("2:", StringComparison.Ordinal) ? line[2..] : line));

    private static string Reading(string expression) =>
        $"permit(principal, action == Action::\"read\", resource) when {{\n{expression}\n}};";

    private static string Describe(Finding finding) =>
        $"{finding.Span}: {(!finding.IsError ? "warning" : "error")} {finding.Code}: {finding.Message}";
}
