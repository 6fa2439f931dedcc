using RemoteDev.Gateway.Authorize.Live;
using RemoteDev.Gateway.Tests.OpenSsh;

namespace RemoteDev.Gateway.Tests.Doors.Ssh;

/// <summary>While the trace cannot be written nothing opens, by no way, and the person is told.</summary>
public sealed class SshSilenceTests(SilencedHouse silenced) : IClassFixture<SilencedHouse>
{
    private readonly SshHouse _house = silenced.House;

    public static TheoryData<string> Ways => [.. SshWay.All.Keys];

    /// <summary>Those whose client can go through a connection that stands.</summary>
    public static TheoryData<string> WaysWithin =>
        [.. SshWay.All.Keys.Where(way => way is not (SshWay.Browser or SshWay.GitDoor or "-D" or "-J" or "-J to a port"))];

    [OpenSshTheory("sftp")]
    [MemberData(nameof(Ways))]
    public async Task Opens_Nothing(string way) => await IsRefusedAsync(way, "cannot write its trace");

    [OpenSshTheory("sftp")]
    [MemberData(nameof(WaysWithin))]
    public async Task Opens_NothingMore_OnAConnectionThatStood(string way)
    {
        // Clients of a connection that stands hear of a session why not; of a port only that it was not opened.
        var words = way switch
        {
            "-R" => "forwarding failed",
            "-L" or "-L by address" => "forwarding request failed",
            _ => "cannot write its trace",
        };
        _house.Through = silenced.Standing;
        try
        {
            await IsRefusedAsync(way, words);
        }
        finally
        {
            _house.Through = null;
        }
    }

    private async Task IsRefusedAsync(string way, string words)
    {
        var (code, said) = await SshWay.All[way].RunAsync(_house);
        Assert.NotEqual(0, code);
        Assert.DoesNotContain(SshWay.Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("refs/heads", said, StringComparison.Ordinal);
        Assert.Contains(words, said.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Empty(_house.Get<LiveSessions>().All);
    }
}
