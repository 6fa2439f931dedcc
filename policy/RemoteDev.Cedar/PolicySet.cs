using RemoteDev.Cedar.Json;
using RemoteDev.Cedar.Syntax.Formatting;
using System.Globalization;
using RemoteDev.Cedar.Ast;
using RemoteDev.Cedar.Syntax;

namespace RemoteDev.Cedar;

/// <summary>The policies that decide together. Immutable, so a change is a new set swapped in whole.</summary>
public sealed class PolicySet
{
    /// <summary>How many policies, templates and links one set holds.</summary>
    public const int MaxPolicies = 100_000;

    private readonly CedarPolicy[] _policies;
    private readonly CedarPolicy[] _templates;
    private readonly Lazy<Authorizer> _authorizer;

    internal PolicySet(CedarPolicy[] policies, CedarPolicy[] templates)
    {
        _policies = policies;
        _templates = templates;
        _authorizer = new Lazy<Authorizer>(() => new Authorizer(this));
    }

    /// <summary>The set without policies, which denies everything.</summary>
    public static PolicySet Empty { get; } = new([], []);

    /// <summary>What decides: static policies in the order of their sources and text, and the links of templates as they were added.</summary>
    public IReadOnlyList<CedarPolicy> Policies => _policies;

    /// <summary>Policies with a slot in their scope. They decide nothing until they are linked.</summary>
    public IReadOnlyList<CedarPolicy> Templates => _templates;

    internal ReadOnlySpan<CedarPolicy> Span => _policies;

    /// <summary>Decides by these policies; made when first needed.</summary>
    internal Authorizer Authorizer => _authorizer.Value;

    /// <summary>Reads one text of policies.</summary>
    /// <param name="text">The Cedar text.</param>
    /// <param name="sourceName">What faults call the text, usually a file name.</param>
    public static Result<PolicySet> Parse(string text, string sourceName) => Parse([new PolicySource(sourceName, text)]);

    /// <summary>Reads several texts into one set; the faults of all are reported together.</summary>
    /// <param name="sources">The texts, each with what findings call it.</param>
    public static Result<PolicySet> Parse(IEnumerable<(string Text, string SourceName)> sources) =>
        Parse([.. sources.Select(source => new PolicySource(source.SourceName, source.Text))]);

    /// <summary>
    /// Reads a policy set in Cedar's JSON format: <c>{"staticPolicies": …, "templates": …, "templateLinks": …}</c>. Each policy has as its text
    /// the Cedar that says the same.
    /// </summary>
    /// <param name="json">The set in JSON.</param>
    /// <param name="sourceName">What findings call the text, usually a file name.</param>
    public static Result<PolicySet> ParseJson(string json, string sourceName) => PolicyJson.ParseSet(json, sourceName);

    /// <summary>
    /// The set of these policies and templates, no two of which may share an id, in this order. A link comes with its template, which must be
    /// among them too.
    /// </summary>
    public static Result<PolicySet> Of(params IEnumerable<CedarPolicy> policies) => new PolicySetBuilder().AddAll(policies).Build();

    /// <summary>
    /// Lays a text of policies out the way everybody writes them, so that a change of policy shows as just that; or says why it cannot be read.
    /// Every comment stays, as do parentheses and the spelling of literals; formatting twice is formatting once.
    /// </summary>
    /// <param name="text">The Cedar text.</param>
    /// <param name="sourceName">What findings call the text, usually a file name.</param>
    /// <param name="lineWidth">The column after which lines are broken where they can be; from 20 to 1000.</param>
    /// <param name="indentWidth">How many spaces one level of indent is; from 0 to 16.</param>
    public static Result<string> Format(string text, string sourceName, int lineWidth = 80, int indentWidth = 2) =>
        CedarFormatter.Format(text, sourceName, new FormatOptions(lineWidth, indentWidth));

    internal static Result<PolicySet> Parse(IReadOnlyCollection<PolicySource> sources)
    {
        var policies = new List<CedarPolicy>();
        var faults = new List<Finding>();
        foreach (var source in sources)
        {
            PolicyParser.Parse(source, policies, faults);
        }

        return faults.Count > 0
            ? new Result<PolicySet>(faults)
            : new Result<PolicySet>(new PolicySet(
                [.. policies.Where(policy => !policy.IsTemplate)], [.. policies.Where(policy => policy.IsTemplate)]));
    }

    /// <summary>This set and one link more: the policy that a template of it becomes with entities in its slots.</summary>
    /// <param name="templateId">The template to link.</param>
    /// <param name="id">What the set calls the link.</param>
    /// <param name="principal">What stands for <c>?principal</c>; null when the template has no such slot.</param>
    /// <param name="resource">What stands for <c>?resource</c>; null when the template has no such slot.</param>
    public Result<PolicySet> Link(string templateId, string id, EntityUid? principal = null, EntityUid? resource = null) =>
        Link([(templateId, id, principal, resource)]);

    /// <summary>This set and many links more, in one pass.</summary>
    /// <param name="links">The links, each as <see cref="Link(string, string, EntityUid?, EntityUid?)"/> takes it.</param>
    public Result<PolicySet> Link(IEnumerable<(string TemplateId, string Id, EntityUid? Principal, EntityUid? Resource)> links)
    {
        var builder = new PolicySetBuilder().AddAll(this);
        foreach (var (templateId, id, principal, resource) in links)
        {
            builder.Link(templateId, id, new SlotValues(principal, resource));
        }

        return builder.Build();
    }

    /// <summary>The set in Cedar's JSON format, on one line, with its templates and links as such.</summary>
    public string ToJson() => PolicyJson.Print(this);

    /// <summary>The id of the policy at <paramref name="position"/> of the sources.</summary>
    internal static string IdAt(int position) => string.Create(CultureInfo.InvariantCulture, $"policy{position}");
}
