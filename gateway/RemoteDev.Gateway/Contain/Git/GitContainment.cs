using System.Security.Cryptography;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// Contains a permitted git request: one URL inside, the headers git needs, a meter on what leaves, and a way to stop it at once.
/// </summary>
internal sealed class GitContainment(UpstreamPool upstreams, EgressLedger ledger, TraceRoom trace, TimeProvider clock)
{
    private const int ReportKept = 64 * 1024;

    private static readonly Refusal Over = new(RefusalCode.SessionEnded, "This session has ended. Open the environment again from the portal.");

    private static readonly Refusal Uncounted = new(
        RefusalCode.TraceUnavailable, "The gateway cannot keep count of what leaves at the moment, so nothing may. An administrator has to look at it.");

    /// <summary>Bounds one transfer; the caller disposes it when its last byte has moved.</summary>
    /// <param name="permitted">The permission that carries the bytes, then any others under which this may go on.</param>
    public Step<ContainedTransfer> Contain(
        HttpContext http, IReadOnlyList<Permitted> permitted, RepositoryEntry repository, GitRoute route, StreamKind kind)
    {
        var carrier = permitted[0];
        var leaves = carrier.Verified.Identified.Origin != RequestOrigin.Inside;
        var session = carrier.Session;
        var account = ledger.Account(session.Login, repository.FullName);
        var budget = carrier.Permit.Obligations.Egress;
        if (leaves && EgressMeter.WhySpent(ledger, account, session, budget) is { } spent)
        {
            return spent;
        }

        if (leaves && ledger.Fault is not null)
        {
            return Uncounted;
        }

        var cut = new RequestCut(http);
        var streams = new List<LiveStream>(permitted.Count);
        foreach (var permission in permitted)
        {
#pragma warning disable CA2000 // the transfer owns its streams
            if (LiveStream.TryOpen(NewId(), permission, kind, clock.GetUtcNow(), cut.Stop) is not { } stream)
#pragma warning restore CA2000
            {
                streams.ForEach(s => s.Dispose());
                return session.Ending ?? Over;
            }

            streams.Add(stream);
        }

        var meter = leaves ? new EgressMeter(ledger, account, streams[0], budget, trace) : null;
        var answer = new GitAnswerStream(http.Response.Body, streams[0], meter, kind == StreamKind.GitPush ? ReportKept : 0);
        http.Response.Body = answer;
        var target = new Uri(repository.Upstream.AbsoluteUri.TrimEnd('/') + route.UpstreamSuffix);
        var contained = Contained.Within(carrier, streams[0], target, upstreams.For(target), new GitFilter(target));
        return new ContainedTransfer(contained, streams, answer, cut);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
