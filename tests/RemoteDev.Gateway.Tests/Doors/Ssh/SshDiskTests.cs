using System.Globalization;
using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Tests.Doors.Terminal;
using RemoteDev.Gateway.Tests.OpenSsh;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>The disk fails while people work: what is to be recorded ends when that cannot be, and everything when the trace cannot be written.</summary>
public sealed class SshDiskTests(SshHouse house) : IClassFixture<SshHouse>, IAsyncLifetime
{
    private const string Flood = "while head -c 6000 /dev/urandom | base64 -w 0; do :; done\n";

    public async Task InitializeAsync()
    {
        await house.PermitAsync(SshHouse.Generous, SshHouse.Everything);
        house.Remember();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [SmallDiskTheory]
    [InlineData("terminal")]
    [InlineData("shell")]
    [InlineData(SshWay.Browser)]
    public async Task Ends_ATerminalWhoseRecordingFillsTheDisk(string way)
    {
        using var small = house.ShrinkRecordings("256k");
        var (opened, moved) = (house.Traced<StreamOpened>().Count, house.Traced<StreamEnded>().Count);
        var (code, said, arrived) = way == SshWay.Browser ? await FloodBrowserAsync() : await FloodAsync(way == "terminal" ? "-tt" : "-T");

        Assert.NotEqual(0, code);
        Assert.Contains("cannot record at the moment", said, StringComparison.Ordinal);
        var stream = await house.TracedAsync<StreamOpened>(one => one.Kind == StreamKind.Terminal, opened);
        var ended = await house.TracedAsync<StreamEnded>(one => one.StreamId == stream.StreamId, moved);
        Assert.Equal(EndReason.TraceLost, ended.Reason);
        Assert.Equal(EndReason.TraceLost, (await house.TracedAsync<SessionEnded>(one => one.Session == stream.Session)).Reason);

        // It had worked until there; then what the person has seen, and no more, is what has left.
        Assert.True(ended.BytesOut > 64 * 1024, ended.BytesOut.ToString(CultureInfo.InvariantCulture));
        Assert.InRange(arrived, 1, ended.BytesOut);
        var recording = await house.TracedAsync<RecordingEnded>(one => one.StreamId == stream.StreamId);
        Assert.False(recording.IsWhole);

        // Nobody begins anew on a full disk.
        (code, said) = await SshWay.All[way].RunAsync(house);
        Assert.NotEqual(0, code);
        Assert.Contains("cannot record at the moment", said, StringComparison.Ordinal);
        Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
    }

    [OpenSshFact("sftp")]
    public async Task Cuts_EveryWay_WhenTheTraceIsLost()
    {
        var open = new Dictionary<string, OpenWay>(StringComparer.Ordinal);
        var wrong = new List<string>();
        try
        {
            foreach (var (name, way) in SshLongWay.All)
            {
                open[name] = await OpenWay.MovingAsync(house, way);
            }

            await house.LoseTraceAsync();
            foreach (var (name, way) in open)
            {
                var (code, said) = await way.EndAsync();
                if (code == 0 || way.Stream.CutReason != EndReason.TraceLost
                    || !said.ReplaceLineEndings(" ").Contains(SessionEndings.TraceLost.Reason, StringComparison.Ordinal))
                {
                    wrong.Add($"{name}: {code}, {way.Stream.CutReason}, {said}");
                }
            }

            Assert.Empty(house.Get<LiveSessions>().All);
        }
        finally
        {
            foreach (var way in open.Values)
            {
                await way.DisposeAsync();
            }

            // What could not be traced is counted, where the trace goes on.
            Assert.InRange((await house.RegainTraceAsync()).Lost, 1, long.MaxValue);
        }

        Assert.Empty(wrong);
        Assert.Contains(SshWay.Secret, (await SshWay.All["exec"].RunAsync(house)).Said, StringComparison.Ordinal);
    }

    private async Task<(int Code, string Said, long Arrived)> FloodAsync(string option)
    {
        await using var ssh = RunningProgram.Start("ssh", [.. house.Options("-p"), option, $"{SshHouse.Place}@127.0.0.1"]);
        await ssh.TypeAsync(Flood);
        var (code, said) = await ssh.EndAsync();
        return (code, said, said.IndexOf("\r\nRemoteDev Gateway", StringComparison.Ordinal));
    }

    private async Task<(int Code, string Said, long Arrived)> FloodBrowserAsync()
    {
        using var tab = new TerminalTab();
        Assert.True(await tab.OpenAsync(house, house.Cookie));
        await tab.TypeAsync(Flood);
        var end = await tab.SeeEndAsync();
        return (end is null ? 0 : 1, end ?? "", tab.Shown.Length);
    }
}
