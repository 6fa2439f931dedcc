using System.Runtime.Versioning;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Tests.Trace;

/// <summary>Regression 25 on real faults of a real kernel: what cannot be traced does not happen.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RealDiskTests : IDisposable
{
    private readonly TraceFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Refuses_WhenTheKernelSaysNoSpaceLeft()
    {
        // Every write to /dev/full fails with ENOSPC.
        File.CreateSymbolicLink(_fixture.Today, "/dev/full");
        var room = _fixture.Started();
        var lost = TraceFixture.LostAsync(room);

        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        await lost;
        Assert.False(room.IsHealthy);

        File.Delete(_fixture.Today);
        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TraceGap.WriteFailed, (await recovered).Cause);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
    }

    [MountFact]
    public async Task FullDisk_KeepsWhatItPromised_AndRecoversWhenThereIsSpace()
    {
        using var small = new Mount(_fixture, "-t", "tmpfs", "-o", "size=64k", "tmpfs");
        var room = _fixture.Started(directory: small.Path);
        var lost = TraceFixture.LostAsync(room);
        var promised = new List<string>();
        for (var i = 0; i < 2000 && await room.OpenAsync(TraceFixture.SignedIn($"{i}"), CancellationToken.None); i++)
        {
            promised.Add($"{i}");
        }

        Assert.InRange(promised.Count, 100, 1999);
        await lost;
        Assert.False(room.IsHealthy);

        Assert.True(MountFactAttribute.Run("mount", "-o", "remount,size=1m", small.Path));
        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(promised.Count, (await recovered).LastConfirmed);
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("after"), CancellationToken.None));

        var entries = TraceFixture.EntriesOf(Path.Combine(small.Path, Path.GetFileName(_fixture.Today)));
        Assert.Equal(promised, [.. entries.Take(promised.Count).Select(entry => Assert.IsType<SignInSucceeded>(entry.Event).SignIn)]);
        Assert.Equal(Enumerable.Range(1, entries.Length).Select(n => (long)n), entries.Select(entry => entry.Sequence));
        room.Dispose();
    }

    [MountFact]
    public async Task ReadOnlyDirectory_AtTheTurnOfTheDay_LosesTheTrace()
    {
        var room = _fixture.Started();
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        var lost = TraceFixture.LostAsync(room);
        Assert.True(MountFactAttribute.Run("mount", "--bind", _fixture.Directory, _fixture.Directory));
        try
        {
            Assert.True(MountFactAttribute.Run("mount", "-o", "remount,bind,ro", _fixture.Directory));
            _fixture.Clock.Advance(TimeSpan.FromHours(5));

            Assert.False(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
            await lost;
        }
        finally
        {
            Assert.True(MountFactAttribute.Run("umount", _fixture.Directory));
        }

        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(TraceGap.WriteFailed, (await recovered).Cause);
        Assert.EndsWith("2026-11-22.jsonl", _fixture.Today, StringComparison.Ordinal);
        Assert.IsType<TraceRecovered>(TraceFixture.EntriesOf(_fixture.Today)[0].Event);
    }

    [MountFact]
    public async Task ReadOnlyDirectory_AtStart_RefusesEverything()
    {
        using var mounted = new Mount(_fixture, "-t", "tmpfs", "-o", "ro,size=64k", "tmpfs");
        var room = _fixture.Started(directory: mounted.Path);

        Assert.False(room.IsHealthy);
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        room.Dispose();
    }

    [Fact]
    public async Task Refuses_WhenTheDirectoryIsAFile()
    {
        var path = Path.Combine(_fixture.Directory, "file");
        await File.WriteAllTextAsync(path, "not a directory");
        var room = _fixture.Started(directory: path);

        Assert.False(room.IsHealthy);
        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
    }

    [Fact]
    public async Task Refuses_WhenTheFileWasRemovedWhileItIsWritten()
    {
        var room = _fixture.Started();
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        File.Delete(_fixture.Today);

        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));

        var recovered = TraceFixture.NextAsync<TraceRecovered>(room);
        _fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, (await recovered).LastConfirmed);

        // The number that was removed stays visibly missing.
        Assert.Equal(2, Assert.Single(_fixture.Entries()).Sequence);
    }

    [Fact]
    public async Task Refuses_WhenTheFileWasCutWhileItIsWritten()
    {
        var room = _fixture.Started();
        Assert.True(await room.OpenAsync(TraceFixture.SignedIn("a"), CancellationToken.None));
        await using (var file = new FileStream(_fixture.Today, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
        {
            file.SetLength(0);
        }

        var replacement = Path.Combine(_fixture.Directory, "replacement");
        await File.WriteAllTextAsync(replacement, "forged\n");
        File.Move(replacement, _fixture.Today, overwrite: true);

        Assert.False(await room.OpenAsync(TraceFixture.SignedIn("b"), CancellationToken.None));
    }

    private sealed class Mount : IDisposable
    {
        public Mount(TraceFixture fixture, params string[] what)
        {
            Path = Directory.CreateDirectory(System.IO.Path.Combine(fixture.Directory, "mounted")).FullName;
            Assert.True(MountFactAttribute.Run(["mount", .. what, Path]));
        }

        public string Path { get; }

        public void Dispose() => MountFactAttribute.Run("umount", "-l", Path);
    }
}
