using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;
using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>
/// Reads from the trace what policy answered, newest first, so that another policy can be asked the same. As every reading it is itself
/// traced, durably and before the answer.
/// </summary>
internal sealed class DecisionQuery(IDbContextFactory<TraceIndexContext> contexts, TraceIndexer indexer, TraceRoom trace)
{
    /// <summary>Of events and of requests each.</summary>
    public const int Most = 50_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly string[] Kinds = ["stream.opened", "access.refused"];

    private static readonly Refusal Unavailable = new(
        RefusalCode.TraceUnavailable, "The trace cannot be written at the moment, so it cannot be read either: every reading must be traced.");

    /// <summary>The decisions since an instant; the newest, when there are more than can be looked at.</summary>
    public async Task<Step<TracedDecisions>> SinceAsync(DateTimeOffset from, TraceReader reader, CancellationToken cancellationToken)
    {
        var read = new TraceRead
        {
            What = "decisions",
            Filter = $"from={from.ToString("O", CultureInfo.InvariantCulture)}",
            Actor = reader.Login,
            Session = reader.Session,
            Source = reader.Source?.ToString(),
        };
        if (!await trace.OpenAsync(read, cancellationToken))
        {
            return Unavailable;
        }

        _ = await indexer.CatchUpAsync(Patience, cancellationToken);
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var lines = await context.Events.AsNoTracking().Where(row => row.At >= from && Kinds.Contains(row.Type))
            .OrderByDescending(row => row.Sequence).Take(Most + 1).Select(row => row.Line).ToListAsync(cancellationToken);
        var requests = await context.Requests.AsNoTracking().Where(row => row.At >= from && row.Actor != null)
            .OrderByDescending(row => row.Sequence).Take(Most + 1).Select(row => new { row.At, row.Actor, row.Place, row.Action }).ToListAsync(cancellationToken);
        var inEnvironments = (await context.Sessions.AsNoTracking()
            .Where(row => row.Kind == nameof(SessionKind.Environment) && (row.EndedAt == null || row.EndedAt >= from))
            .Select(row => row.Id).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);
        return new TracedDecisions(
        [
            .. lines.Take(Most).Select(line => Of(line, inEnvironments)).OfType<TracedDecision>(),
            .. requests.Take(Most).Select(row => new TracedDecision(
                row.At, row.Actor!, row.Action, row.Place.Contains('/', StringComparison.Ordinal) ? "Repository" : "Environment", row.Place,
                null, null, Inside: false, Git: false, [])),
        ],
        lines.Count > Most || requests.Count > Most);
    }

    private static TracedDecision? Of(string line, HashSet<string> inEnvironments)
    {
        if (TraceLine.Read(Encoding.UTF8.GetBytes(line)) is not { Event: { Actor: { } login } happened } entry)
        {
            return null;
        }

        // git in the session of an environment is the environment's own git.
        var inEnvironment = happened.Session is { } session && inEnvironments.Contains(session);
        return happened switch
        {
            StreamOpened opened when opened.Kind != StreamKind.Notices => Decision(
                entry.At, login, opened.Action, opened.Resource, null, opened.Source, inEnvironment && IsGit(opened.Kind), IsGit(opened.Kind), opened.Policies),
            AccessRefused { Action: { } action, Code: RefusalCode.Denied or RefusalCode.WindowClosed or RefusalCode.MfaNeeded or RefusalCode.ApprovalNeeded } refused =>
                Decision(
                    entry.At, login, action, ResourceOf(refused), refused.Code, refused.Source, inEnvironment && refused.Door == Door.Git, refused.Door == Door.Git,
                    refused.Policies),
            _ => null,
        };
    }

    // What the console refuses was asked of the gateway itself.
    private static string ResourceOf(AccessRefused refused) => refused switch
    {
        { Resource: { } resource } => resource,
        { Door: Door.Portal, Place: "console" } => "::Gateway::\"gateway\"",
        _ => $"::Environment::\"{refused.Place}\"",
    };

    private static bool IsGit(StreamKind kind) => kind is StreamKind.GitFetch or StreamKind.GitPush;

    // Entities are traced as Cedar writes them: RemoteDev::Environment::"payments-ide". Names in them hold nothing that is escaped.
    private static TracedDecision? Decision(
        DateTimeOffset at, string login, string action, string resource, RefusalCode? refusal, string? source, bool inside, bool git, IReadOnlyList<string> policies) =>
        Parts(resource) is var (type, id) && type.Length > 0
            ? new TracedDecision(at, login, Parts(action) is var (_, name) && name.Length > 0 ? name : action, type, id, refusal, source, inside, git, policies)
            : null;

    private static (string Type, string Id) Parts(string entity)
    {
        var quote = entity.IndexOf("::\"", StringComparison.Ordinal);
        return quote < 0 || entity[^1] != '"' ? ("", "") : (entity[..quote][(entity[..quote].LastIndexOf(':') + 1)..], entity[(quote + 3)..^1]);
    }
}
