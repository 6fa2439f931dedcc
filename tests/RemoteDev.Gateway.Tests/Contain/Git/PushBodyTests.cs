using RemoteDev.Gateway.Contain.Git;
using RemoteDev.Gateway.Tests.Doors.Git.Ssh;

namespace RemoteDev.Gateway.Tests.Contain.Git;

public sealed class PushBodyTests
{
    private static readonly byte[] Commands = "commands0000"u8.ToArray();
    private static readonly byte[] Header = [.. "PACK"u8, 0, 0, 0, 2, 0, 0, 0, 0];

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(19)]
    [InlineData(20)]
    [InlineData(21)]
    [InlineData(4096)]
    public async Task Ends_WithThePack_WhateverFollows(int piece)
    {
        byte[] pack = Packs.Closed([.. Header, .. Enumerable.Range(0, 300).Select(n => (byte)n)]);
        byte[] all = [.. Commands, .. pack];
        using var input = new Pieces(all, piece);
        await using var body = new PushBody(input, Commands.Length, 20, most: 1 << 20);

        Assert.Equal(all, await ReadAsync(body));
        Assert.False(input.AskedBeyond);
    }

    [Fact]
    public async Task Ends_WithTheClient_WhenNoChecksumCame()
    {
        using var input = new MemoryStream([.. Commands, .. Packs.Empty[..^1]]);
        await using var body = new PushBody(input, Commands.Length, 20, most: 1 << 20);

        Assert.Equal(input.ToArray(), await ReadAsync(body));
    }

    [Fact]
    public async Task Ends_WithTheChecksumOfSha256_WhereObjectIdsAreSo()
    {
        byte[] pack = [.. Header, .. System.Security.Cryptography.SHA256.HashData(Header)];
        byte[] all = [.. Commands, .. pack];
        using var input = new Pieces(all, 4096);
        await using var body = new PushBody(input, Commands.Length, 32, most: 1 << 20);

        Assert.Equal(all, await ReadAsync(body));
        Assert.False(input.AskedBeyond);
    }

    [Fact]
    public async Task WaitingForMore_IsNoEnd()
    {
        using var input = new MemoryStream([.. Commands, .. Packs.Empty]);
        await using var body = new PushBody(input, Commands.Length, 20, most: 1 << 20);

        Assert.Equal(0, await body.ReadAsync(Memory<byte>.Empty));

        Assert.Equal(input.ToArray(), await ReadAsync(body));
    }

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public async Task Fails_BeyondTheGreatestSize(int bytes, bool tooLarge)
    {
        using var input = new MemoryStream(new byte[bytes]);
        await using var body = new PushBody(input, Commands.Length, 20, most: 100);

        var fault = await Record.ExceptionAsync(() => ReadAsync(body));

        Assert.Equal((tooLarge, tooLarge), (fault is IOException, body.IsTooLarge));
    }

    private static async Task<byte[]> ReadAsync(Stream body)
    {
        using var all = new MemoryStream();
        await body.CopyToAsync(all);
        return all.ToArray();
    }

    /// <summary>Gives its bytes piece by piece, and remembers when it was asked for more than there is.</summary>
    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public bool AskedBeyond { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            AskedBeyond |= Position == Length;
            return base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
        }
    }
}
