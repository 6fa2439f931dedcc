using System.Security.Cryptography;
using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Contain.Assertions;
using RemoteDev.Gateway.Contain.Egress;
using RemoteDev.Gateway.Contain.Http;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Contain.Git;

/// <summary>
/// Contains what git moves under a permission: one repository inside, a meter on what leaves, and a way to stop it at once.
/// </summary>
internal sealed class GitContainment(UpstreamPool upstreams, SessionAssertions assertions, EgressLedger ledger, TraceRoom trace, TimeProvider clock)
{
    private static readonly Refusal Over = new(RefusalCode.SessionEnded, "This session has ended. Open the environment again from the portal.");

    private static readonly Refusal Uncounted = new(
        RefusalCode.TraceUnavailable, "The gateway cannot keep count of what leaves at the moment, so nothing may. An administrator has to look at it.");

    /// <summary>Bounds one request over HTTP; the caller disposes it when its last byte has moved.</summary>
    /// <param name="permitted">The permission that carries the bytes, then any others under which this may go on.</param>
    public Step<ContainedTransfer> Contain(
        HttpContext http, IReadOnlyList<Permitted> permitted, RepositoryEntry repository, GitRoute route, StreamKind kind)
    {
        var cut = new RequestCut(http);
#pragma warning disable CA2000 // the transfer owns the flow
        if (!Open(permitted, repository, kind, cut.Stop).Passed(out var flow, out var refusal))
#pragma warning restore CA2000
        {
            return refusal;
        }

        var answer = flow.Answer(http.Response.Body);
        http.Response.Body = answer;
        return new ContainedTransfer(flow, flow.Towards(route), answer, cut);
    }

    /// <summary>Opens a flow; the caller disposes it when its last byte has moved.</summary>
    /// <param name="permitted">The permission that carries the bytes, then any others under which this may go on.</param>
    /// <param name="stop">Stops the bytes at once; called for each permission that is lost, on any thread.</param>
    public Step<GitFlow> Open(IReadOnlyList<Permitted> permitted, RepositoryEntry repository, StreamKind kind, Action<LiveStream> stop)
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

        var streams = new List<LiveStream>(permitted.Count);
        foreach (var permission in permitted)
        {
#pragma warning disable CA2000 // the flow owns its streams
            if (LiveStream.TryOpen(NewId(), permission, kind, clock.GetUtcNow(), stop) is not { } stream)
#pragma warning restore CA2000
            {
                streams.ForEach(s => s.Dispose());
                return session.Ending ?? Over;
            }

            streams.Add(stream);
        }

        var meter = leaves ? new EgressMeter(ledger, account, streams[0], budget, trace) : null;
        return new GitFlow(streams, repository, meter, upstreams, assertions);
    }

    private static string NewId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
