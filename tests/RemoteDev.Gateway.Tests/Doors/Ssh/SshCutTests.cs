using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Catalog.Edits;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>
/// Every way, with bytes that move on it, against every reason for which it ends: it is cut, the person reads the browser's words, nothing
/// moves any more, and the trace has it.
/// </summary>
public sealed class SshCutTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    public static TheoryData<string> Ways => [.. SshLongWay.All.Keys];

    public async Task InitializeAsync()
    {
        await house.OpenWindowAsync(open: true);
        await house.PermitAsync(SshHouse.Generous, SshHouse.Everything);
        house.Remember();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhatWasRevoked(string way)
    {
        var action = SshLongWay.All[way].Action;
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.PermitAsync(SshHouse.Generous, [.. SshHouse.Everything.Where(other => other != action)]);
        await EndsAsync(open, EndReason.PolicyChanged, house.Words(action));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhenTheWindowCloses(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.OpenWindowAsync(open: false);

        // The session stands on the first action that was permitted; it ends whole, in that one's words.
        await EndsAsync(open, EndReason.WindowClosed, house.Words(SshLongWay.All[way].First));
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhoeverIsSuspended(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: true, "Test."));
        try
        {
            await EndsAsync(open, EndReason.Suspended, "Your access is suspended.");
        }
        finally
        {
            await house.EditAsync(new CatalogEdit.SetSuspended("ada", Suspended: false, "Test."));
        }
    }

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Cuts_WhatSecurityEnds(string way)
    {
        await using var open = await OpenWay.MovingAsync(house, SshLongWay.All[way]);
        var session = open.Stream.Permitted.Session;
        Assert.True(house.Get<LiveSessions>().End(session.Id, EndReason.EndedByAdmin, SessionEndings.ByAdmin("That was enough."), "ines"));
        await EndsAsync(open, EndReason.EndedByAdmin, "An administrator ended this session: That was enough.");
        var ended = await house.TracedAsync<SessionEnded>(one => one.Session == session.Id);
        Assert.Equal(("ines", EndReason.EndedByAdmin), (ended.Actor, ended.Reason));
    }

    [OpenSshFact("ssh")]
    public async Task Ends_AConnectionThatOnlyHoldsAPort()
    {
        await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), "-N", "-R", "0:127.0.0.1:9", $"{SshHouse.Place}@127.0.0.1"]);
        Assert.True(await ssh.SaysAsync("Allocated port"), ssh.Said);
        await house.OpenWindowAsync(open: false);
        var (_, said) = await ssh.EndAsync();
        Assert.Contains(house.Words("reverseForward"), said, StringComparison.Ordinal);
    }

    private async Task EndsAsync(OpenWay open, EndReason reason, string words)
    {
        var (code, said) = await open.EndAsync();
        Assert.NotEqual(0, code);
        Assert.Contains(words, said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        var ended = await house.TracedAsync<StreamEnded>(one => one.StreamId == open.Stream.Id);
        Assert.Equal(reason, ended.Reason);
        Assert.Equal((ended.BytesIn, ended.BytesOut), (open.Stream.BytesIn, open.Stream.BytesOut));
    }
}
