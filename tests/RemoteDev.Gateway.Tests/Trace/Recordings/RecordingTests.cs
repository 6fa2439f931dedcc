using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Identify.Keys;
using RemoteDev.Gateway.Trace.Recordings;

namespace RemoteDev.Gateway.Tests.Trace.Recordings;

/// <summary>What is recorded can be read back by whoever holds the key, and by nobody else; and no change of the file goes unseen.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class RecordingTests : IDisposable
{
    private const string Session = "0123456789abcdef";
    private const string Stream = "ssh-1";

    private readonly string _folder = Directory.CreateTempSubdirectory("remotedev-recordings-").FullName;
    private readonly FaultyDisk _disk = new();
    private readonly MasterKey _key;
    private readonly List<string> _faults = [];

    public RecordingTests() => _key = MasterKey.At(Path.Combine(_folder, "master.key"), Path.Combine(_folder, "keys"));

    private string Root => Path.Combine(_folder, "recordings");

    private string FilePath => Path.Combine(Root, Session, Stream + ".rec");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RecordingFormat.FrameBytes)]
    [InlineData((3 * RecordingFormat.FrameBytes) + 17)]
    public async Task Reads_WhatWasWritten(int length)
    {
        var content = RandomNumberGenerator.GetBytes(length);
        await using var writer = Shelf().Begin(Session, Stream, _faults.Add);
        foreach (var part in content.Chunk(5000))
        {
            Assert.True(writer.Append(part));
        }

        var receipt = await writer.FinishAsync();

        Assert.Equal(new RecordingReceipt($"{Session}/{Stream}", length, Convert.ToHexStringLower(SHA256.HashData(content)), IsWhole: true), receipt);
        var (read, whole) = await ReadAsync(Shelf());
        Assert.True(whole);
        Assert.Equal(content, read);
        Assert.Empty(_faults);
    }

    [Fact]
    public async Task Keeps_ContentFromWhoeverHasTheFileAlone()
    {
        await WriteAsync("the words of a terminal");

        Assert.DoesNotContain("terminal", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(FilePath)), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        var stranger = MasterKey.At(Path.Combine(_folder, "other.key"), Path.Combine(_folder, "none"));
        Assert.Null(new RecordingShelf(Root, _disk, stranger, TimeProvider.System).Open(Session, Stream));
    }

    [Fact]
    public async Task Shows_EveryChangedByte()
    {
        await WriteAsync("the words of a terminal");
        var bytes = await File.ReadAllBytesAsync(FilePath);
        for (var i = 0; i < bytes.Length; i++)
        {
            var changed = bytes.ToArray();
            changed[i] ^= 1;
            await File.WriteAllBytesAsync(FilePath, changed);

            Assert.False(await IsReadWholeAsync(), $"byte {i} of {bytes.Length} was changed, and nobody saw it");
        }
    }

    [Fact]
    public async Task Shows_EveryCut()
    {
        await WriteAsync("the words of a terminal");
        var bytes = await File.ReadAllBytesAsync(FilePath);
        for (var length = 0; length < bytes.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, bytes[..length]);

            Assert.False(await IsReadWholeAsync(), $"cut to {length} of {bytes.Length} bytes, and nobody saw it");
        }
    }

    [Fact]
    public void Begins_NothingThatTheDiskDoesNotTake()
    {
        _disk.FailsCommit = true;

        Assert.Throws<IOException>(() => Shelf().Begin(Session, Stream, _faults.Add));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Says_OnceThatTheDiskFailed_AndTakesNoMore(bool inTheWrite)
    {
        await using var writer = Shelf().Begin(Session, Stream, _faults.Add);
        (_disk.FailsAppend, _disk.FailsCommit) = (inTheWrite, !inTheWrite);
        writer.Append("lost"u8);
        var receipt = await writer.FinishAsync();

        Assert.False(receipt.IsWhole);
        Assert.Single(_faults);
        Assert.False(writer.IsSound);
        Assert.False(writer.Append("more"u8));

        // What could not be flushed may still have reached the file; what could not be written has not.
        (_disk.FailsAppend, _disk.FailsCommit) = (false, false);
        Assert.Equal(!inTheWrite, await IsReadWholeAsync());
    }

    [Fact]
    public async Task Says_ThatItCannotGoOn_WhateverTheFault()
    {
        await using var writer = Shelf().Begin(Session, Stream, _faults.Add);
        _disk.IsBroken = true;
        writer.Append("lost"u8);

        Assert.False((await writer.FinishAsync()).IsWhole);
        Assert.Single(_faults);
        Assert.False(writer.Append("more"u8));
    }

    // What ends a session disposes its recording while a thread that moves bytes may be in the middle of appending; the judge appends too.
    [Fact]
    public async Task Throws_NothingAtWhoeverAppendsAsItEnds()
    {
        var much = new byte[6 * 1024 * 1024];
        for (var i = 0; i < 100; i++)
        {
            var writer = Shelf().Begin(Session, $"{Stream}-{i}", _faults.Add);
            using var together = new Barrier(2);
            var appending = Task.Run(() =>
            {
                together.SignalAndWait();
                return writer.Append(much);
            });
            together.SignalAndWait();
            await writer.DisposeAsync();

            await appending;
        }
    }

    [Fact]
    public async Task Stops_WhenTheDiskHangsAndTooMuchWaits()
    {
        using var hang = new ManualResetEventSlim();
        await using var writer = Shelf().Begin(Session, Stream, _faults.Add);
        _disk.Hang = hang;
        var megabyte = new byte[1024 * 1024];
        var taken = 0;
        while (taken < 100 && writer.Append(megabyte))
        {
            taken++;
        }

        Assert.InRange(taken, 2, 20);
        Assert.True(writer.IsBehind);
        Assert.Single(_faults);
        hang.Set();
    }

    [Theory]
    [InlineData("../master", "key")]
    [InlineData("..", "x")]
    [InlineData("a/b", "x")]
    [InlineData("", "x")]
    [InlineData(Session, "../../master")]
    public void Finds_NothingByANameThatIsNone(string session, string stream)
    {
        Assert.Null(Shelf().Open(session, stream));
        Assert.Throws<ArgumentException>(() => Shelf().Begin(session, stream, _faults.Add));
    }

    [Fact]
    public async Task Lists_TheStreamsOfASession_AndNeverOverwritesOne()
    {
        await WriteAsync("first");

        Assert.Equal([Stream], Shelf().Of(Session));
        Assert.Empty(Shelf().Of("fedcba"));
        Assert.Empty(Shelf().Of("../recordings/" + Session));
        Assert.Throws<IOException>(() => Shelf().Begin(Session, Stream, _faults.Add));
    }

    private RecordingShelf Shelf() => new(Root, _disk, _key, TimeProvider.System);

    private async Task WriteAsync(string text)
    {
        await using var writer = Shelf().Begin(Session, Stream, _faults.Add);
        writer.Append(Encoding.UTF8.GetBytes(text));
        Assert.True((await writer.FinishAsync()).IsWhole);
    }

    private async Task<bool> IsReadWholeAsync() => (await ReadAsync(Shelf())).Whole;

    private static async Task<(byte[] Content, bool Whole)> ReadAsync(RecordingShelf shelf)
    {
        using var reader = shelf.Open(Session, Stream);
        if (reader is null)
        {
            return ([], false);
        }

        using var all = new MemoryStream();
        while (await reader.ReadAsync(CancellationToken.None) is { } part)
        {
            await all.WriteAsync(part);
        }

        return (all.ToArray(), reader.IsWhole);
    }
}
