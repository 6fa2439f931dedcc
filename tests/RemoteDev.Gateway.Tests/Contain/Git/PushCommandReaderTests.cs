using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using RemoteDev.Gateway.Contain.Git;

namespace RemoteDev.Gateway.Tests.Contain.Git;

public sealed class PushCommandReaderTests
{
    private const string None = "0000000000000000000000000000000000000000";
    private const string One = "1111111111111111111111111111111111111111";
    private const string Two = "2222222222222222222222222222222222222222";

    [Fact]
    public async Task Reads_ChangesAndCapabilities_AndLeavesTheBytes()
    {
        var pipe = Body(
            $"{One} {Two} refs/heads/main\0 report-status side-band-64k agent=git/2.39\n",
            $"{None} {One} refs/heads/new\n",
            $"{One} {None} refs/tags/v1\n");
        var (commands, fault) = await PushCommandReader.ReadAsync(pipe, CancellationToken.None);

        Assert.Null(fault);
        Assert.Equal([RefChangeKind.Update, RefChangeKind.Create, RefChangeKind.Delete], commands!.Changes.Select(c => c.Kind));
        Assert.Equal(("main", (string?)null, "v1"), (commands.Changes[0].Branch, commands.Changes[2].Branch, commands.Changes[2].Tag));
        Assert.True(commands.WantsReport && commands.WantsSideBand);
        var left = await pipe.ReadAsync();
        Assert.Equal(commands.Length + "PACK".Length, left.Buffer.Length);
        Assert.EndsWith("0000PACK", Encoding.ASCII.GetString(left.Buffer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_SectionThatArrivesByteByByte()
    {
        var pipe = new Pipe();
        var bytes = Section($"{One} {Two} refs/heads/main\0 report-status\n");
        var reading = PushCommandReader.ReadAsync(pipe.Reader, CancellationToken.None).AsTask();
        foreach (var one in bytes)
        {
            await pipe.Writer.WriteAsync(new[] { one });
        }

        var (commands, _) = await reading;
        Assert.Equal("refs/heads/main", Assert.Single(commands!.Changes).Name);
    }

    [Fact]
    public async Task Counts_PushOptionsAsPrecedingThePack()
    {
        byte[] commands = Section($"{One} {Two} refs/heads/main\0report-status push-options\n")[..^4];
        byte[] options = Section("ci.skip", "reviewer=ines");
        var (read, fault) = await PushCommandReader.ReadAsync(PipeReader.Create(new MemoryStream([.. commands, .. options])), CancellationToken.None);

        Assert.Null(fault);
        Assert.Equal(commands.Length + options.Length - "PACK".Length, read!.Length);
        Assert.Equal("refs/heads/main", Assert.Single(read.Changes).Name);
    }

    [Theory]
    [InlineData(None, One, true)]
    [InlineData(One, Two, true)]
    [InlineData(One, None, false)]
    public async Task Knows_WhetherAPackFollows(string old, string now, bool pack)
    {
        var (commands, _) = await PushCommandReader.ReadAsync(
            Body($"{One} {None} refs/heads/gone\0report-status\n", $"{old} {now} refs/heads/main\n"), CancellationToken.None);
        Assert.Equal((pack, 20), (commands!.HasPack, commands.ChecksumLength));
    }

    [Fact]
    public async Task Accepts_TheProbeBeforeALargePush()
    {
        var pipe = PipeReader.Create(new MemoryStream("0000"u8.ToArray()));
        var (commands, fault) = await PushCommandReader.ReadAsync(pipe, CancellationToken.None);
        Assert.Null(fault);
        Assert.Empty(commands!.Changes);
    }

    [Theory]
    [InlineData("refs/heads/../../config")]
    [InlineData("refs/heads/a..b")]
    [InlineData("refs/heads/a b")]
    [InlineData("refs/heads/a\u0001b")]
    [InlineData("refs/heads/.hidden")]
    [InlineData("refs/heads/x.lock")]
    [InlineData("refs/heads/")]
    [InlineData("HEAD")]
    [InlineData("refs/heads/a@{1}")]
    [InlineData("refs/heads/a//b")]
    public async Task Refuses_RefNamesThatMeanSomethingElse(string name)
    {
        var (commands, fault) = await PushCommandReader.ReadAsync(Body($"{One} {Two} {name}\0 report-status\n"), CancellationToken.None);
        Assert.Null(commands);
        Assert.NotNull(fault);
    }

    [Theory]
    [InlineData("push-cert\0 report-status\n", "--signed")]
    [InlineData("1111 2222 refs/heads/main\0\n", "not a git push")]
    [InlineData("hello\n", "not a git push")]
    public async Task Refuses_WhatItCannotJudge(string line, string expected)
    {
        var (commands, fault) = await PushCommandReader.ReadAsync(Body(line), CancellationToken.None);
        Assert.Null(commands);
        Assert.Contains(expected, fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_OneRefTwice_SoThatNoSecondLineHidesBehindTheFirst()
    {
        var (_, fault) = await PushCommandReader.ReadAsync(
            Body($"{One} {Two} refs/heads/main\0 report-status\n", $"{One} {None} refs/heads/main\n"), CancellationToken.None);
        Assert.Contains("twice", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_MoreChangesThanTheLimit()
    {
        var lines = Enumerable.Range(0, PushCommandReader.MostChanges + 1).Select(i => $"{None} {One} refs/heads/b{i}{(i == 0 ? "\0" : "")}\n");
        var (_, fault) = await PushCommandReader.ReadAsync(Body([.. lines]), CancellationToken.None);
        Assert.Contains("at most", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_SectionThatEndsBeforeItsFlush()
    {
        var bytes = Section($"{One} {Two} refs/heads/main\0\n")[..^6];
        var (_, fault) = await PushCommandReader.ReadAsync(PipeReader.Create(new MemoryStream(bytes)), CancellationToken.None);
        Assert.Contains("ended", fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_EndlessSection_WithoutReadingItAll()
    {
        var line = $"shallow {One}\n";
        var endless = string.Concat(Enumerable.Repeat($"{line.Length + 4:x4}{line}", 20_000));
        var stream = new MemoryStream(Encoding.ASCII.GetBytes(endless));
        var (_, fault) = await PushCommandReader.ReadAsync(PipeReader.Create(stream), CancellationToken.None);
        Assert.Contains("longer", fault, StringComparison.Ordinal);
        Assert.True(stream.Position < stream.Length, "It stopped at the limit.");
    }

    private static PipeReader Body(params string[] lines) => PipeReader.Create(new MemoryStream(Section(lines)));

    private static byte[] Section(params string[] lines)
    {
        var writer = new ArrayBufferWriter<byte>();
        foreach (var line in lines)
        {
            PktLine.Write(writer, Encoding.UTF8.GetBytes(line));
        }

        PktLine.Flush(writer);
        writer.Write("PACK"u8);
        return writer.WrittenSpan.ToArray();
    }
}
