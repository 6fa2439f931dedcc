using System.IO.Pipelines;
using System.Text;
using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;

namespace RemoteDev.Gateway.Tests.Contain.Git;

public sealed class FetchRequestReaderTests
{
    private static readonly byte[] ListRefs = GitTalk.Lines("command=ls-refs\n", "agent=git/2.39", "|", "peel\n", null);
    private static readonly byte[] Fetch = GitTalk.Lines("command=fetch", "|", "want 1111111111111111111111111111111111111111\n", "done\n", null);

    [Fact]
    public async Task Takes_RequestAfterRequest_UntilTheClientIsDone()
    {
        var input = PipeReader.Create(new MemoryStream([.. ListRefs, .. Fetch, .. "0000"u8, .. "rest"u8]));

        Assert.Equal(ListRefs, (await FetchRequestReader.ReadAsync(input, CancellationToken.None)).Bytes);
        Assert.Equal(Fetch, (await FetchRequestReader.ReadAsync(input, CancellationToken.None)).Bytes);
        Assert.Equal(FetchRequest.End, await FetchRequestReader.ReadAsync(input, CancellationToken.None));
        Assert.Equal("rest", Encoding.ASCII.GetString((await input.ReadAsync()).Buffer.FirstSpan));
    }

    [Fact]
    public async Task Takes_ARequestThatArrivesByteByByte()
    {
        var pipe = new Pipe();
        var reading = FetchRequestReader.ReadAsync(pipe.Reader, CancellationToken.None).AsTask();
        foreach (var one in Fetch)
        {
            await pipe.Writer.WriteAsync(new[] { one });
        }

        Assert.Equal(Fetch, (await reading).Bytes);
    }

    [Fact]
    public async Task Ends_WithTheClient()
    {
        var input = PipeReader.Create(new MemoryStream());
        Assert.Equal(FetchRequest.End, await FetchRequestReader.ReadAsync(input, CancellationToken.None));
    }

    [Theory]
    [InlineData("command=receive-pack\n")]
    [InlineData("command=ls-refs\nx")]
    [InlineData(" command=ls-refs\n")]
    [InlineData("want 1111111111111111111111111111111111111111\n")]
    public async Task Refuses_WhatIsNoCommandOfAFetch(string line)
    {
        var request = await FetchRequestReader.ReadAsync(PipeReader.Create(new MemoryStream(GitTalk.Lines(line, null))), CancellationToken.None);
        Assert.Null(request.Bytes);
        Assert.Contains("no request of git's protocol version 2", request.Fault, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refuses_ARequestThatEndsBeforeItsFlush()
    {
        var request = await FetchRequestReader.ReadAsync(PipeReader.Create(new MemoryStream(Fetch[..^2])), CancellationToken.None);
        Assert.Equal("The request ended before it was whole.", request.Fault);
    }

    [Fact]
    public async Task Refuses_AnEndlessRequest_WithoutReadingItAll()
    {
        var lines = GitTalk.Lines([.. Enumerable.Repeat("have 1111111111111111111111111111111111111111\n", 1000)]);
        using var stream = new MemoryStream([.. GitTalk.Lines("command=fetch", "|"), .. Enumerable.Repeat(lines, 300).SelectMany(one => one)]);

        var request = await FetchRequestReader.ReadAsync(PipeReader.Create(stream), CancellationToken.None);

        Assert.Contains("longer than 8 MiB", request.Fault, StringComparison.Ordinal);
        Assert.True(stream.Position < stream.Length, "It stopped at the limit.");
    }
}
