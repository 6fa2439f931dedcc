using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Contain.Transfers;
using RemoteDev.Gateway.Contain.Transfers.Sftp;
using static RemoteDev.Gateway.Tests.Contain.Transfers.Sftp.SftpWire;

namespace RemoteDev.Gateway.Tests.Contain.Transfers.Sftp;

public sealed class SftpConversationTests
{
    private const uint Read = 1;
    private const uint Write = 2;
    private const uint Create = 8;
    private const uint Truncate = 16;

    public static TheoryData<byte[], string, string, string?> Requests() => new()
    {
        { Packet(SftpType.Open, 9U, "a", Read, NoAttributes), nameof(TransferKind.ReadFile), "a", null },
        { Packet(SftpType.Open, 9U, "a", 0U, NoAttributes), nameof(TransferKind.ReadFile), "a", null },
        { Packet(SftpType.Open, 9U, "a", Write | Create, 4U, 420U), nameof(TransferKind.WriteFile), "a", null },
        { Packet(SftpType.Open, 9U, "a", Create, NoAttributes), nameof(TransferKind.WriteFile), "a", null },
        { Packet(SftpType.OpenDir, 9U, "/d"), nameof(TransferKind.ListFolder), "/d", null },
        { Packet(SftpType.Stat, 9U, "/d"), nameof(TransferKind.Look), "/d", null },
        { Packet(SftpType.LStat, 9U, "/d"), nameof(TransferKind.Look), "/d", null },
        { Packet(SftpType.RealPath, 9U, "."), nameof(TransferKind.Look), ".", null },
        { Packet(SftpType.ReadLink, 9U, "l"), nameof(TransferKind.Look), "l", null },
        { Packet(SftpType.SetStat, 9U, "a", 1U, 0UL), nameof(TransferKind.ChangeAttributes), "a", null },
        { Packet(SftpType.MkDir, 9U, "n", NoAttributes), nameof(TransferKind.MakeFolder), "n", null },
        { Packet(SftpType.RmDir, 9U, "n"), nameof(TransferKind.RemoveFolder), "n", null },
        { Packet(SftpType.Remove, 9U, "a\x1b]"), nameof(TransferKind.RemoveFile), "a\\x1b]", null },
        { Packet(SftpType.Rename, 9U, "a", "b"), nameof(TransferKind.Rename), "a", "b" },
        { Packet(SftpType.SymLink, 9U, "a", "b"), nameof(TransferKind.Link), "a", "b" },
        { Packet(SftpType.Extended, 9U, "posix-rename@openssh.com", "a", "b"), nameof(TransferKind.Rename), "a", "b" },
        { Packet(SftpType.Extended, 9U, "hardlink@openssh.com", "a", "b"), nameof(TransferKind.Link), "a", "b" },
        { Packet(SftpType.Extended, 9U, "lsetstat@openssh.com", "a", NoAttributes), nameof(TransferKind.ChangeAttributes), "a", null },
        { Packet(SftpType.Extended, 9U, "statvfs@openssh.com", "/"), nameof(TransferKind.Look), "/", null },
        { Packet(SftpType.Extended, 9U, "expand-path@openssh.com", "~"), nameof(TransferKind.Look), "~", null },
        { Packet(SftpType.Extended, 9U, "home-directory", "devuser"), nameof(TransferKind.Look), "devuser", null },
    };

    public static TheoryData<byte[], uint> Unreadable() => new()
    {
        { Packet((SftpType)99, 9U), SftpStatus.Unsupported },
        { Packet(SftpType.Extended, 9U, "copy-file", "a", "b", 0U), SftpStatus.Unsupported },
        { Packet(SftpType.Extended, 9U, "check-file-name", "a"), SftpStatus.Unsupported },
        { Packet(SftpType.Extended, 9U, new string('x', 100)), SftpStatus.Unsupported },
        { Packet(SftpType.Open, 9U, "a"), SftpStatus.BadMessage },
        { Packet(SftpType.Open, 9U, "a", 64U, NoAttributes), SftpStatus.BadMessage },
        { Packet(SftpType.Open, 9U, "a\0b", Read, NoAttributes), SftpStatus.BadMessage },
        { Packet(SftpType.Open, 9U, new string('a', 5000), Read, NoAttributes), SftpStatus.BadMessage },
        { Packet(SftpType.Remove, 9U, "a", "b"), SftpStatus.BadMessage },
        { Packet(SftpType.Close, 9U, "none"), SftpStatus.BadMessage },
        { Packet(SftpType.FStat, 9U, "none"), SftpStatus.BadMessage },
        { Packet(SftpType.ReadDir, 9U, "none"), SftpStatus.BadMessage },
        { Packet(SftpType.Extended, 9U, "fsync@openssh.com", "none"), SftpStatus.BadMessage },
        { Packet(SftpType.Extended, 9U, "copy-data", "none", 0UL, 0UL, "none", 0UL), SftpStatus.BadMessage },
        { Packet(SftpType.Read, 9U, "none", 0UL, 10U), SftpStatus.PermissionDenied },
        { Packet(SftpType.Write, 9U, "none", 0UL, "content"), SftpStatus.PermissionDenied },
    };

    public static TheoryData<string, byte[]> Lies() => new()
    {
        { "answer to nothing", Status(77, 0) },
        { "name for a handle", Packet(SftpType.Name, 1U, 0U) },
        { "content for a handle", Packet(SftpType.Data, 1U, "x") },
        { "success without a handle", Status(1, SftpStatus.Ok) },
        { "empty handle", Packet(SftpType.Handle, 1U, "") },
        { "long handle", Packet(SftpType.Handle, 1U, new string('h', 300)) },
        { "request", Packet(SftpType.Open, 1U, "x", 1U, 0U) },
        { "second greeting", Packet(SftpType.Version, 3U) },
        { "length 0", [0, 0, 0, 0, 1] },
        { "length beyond the bound", [0, 4, 8, 0, 1] },
        { "greatest length", [255, 255, 255, 255, 101] },
        { "content shorter than it says", [0, 0, 0, 10, 103, 0, 0, 0, 1, 0, 0, 0, 9, 1] },
    };

    [Theory]
    [MemberData(nameof(Requests))]
    public void Judges_EachRequest_AndPassesItUnchanged(byte[] request, string kind, string path, string? other)
    {
        var witness = new TransferWitness();
        using var channel = new SftpChannel(witness, piece: 3);

        Assert.True(channel.Developer(request));
        Assert.Equal(new TransferRequest(Enum.Parse<TransferKind>(kind), path, other), Assert.Single(witness.Asked));
        Assert.Equal(request, channel.AtTarget);
        Assert.Empty(channel.AtDeveloper);
    }

    [Theory]
    [MemberData(nameof(Requests))]
    public void Answers_ARefusedRequestItself(byte[] request, string kind, string path, string? other)
    {
        var witness = new TransferWitness(_ => false);
        using var channel = new SftpChannel(witness);

        Assert.True(channel.Developer(request));
        Assert.Equal(new TransferRequest(Enum.Parse<TransferKind>(kind), path, other), Assert.Single(witness.Asked));
        Assert.Empty(channel.AtTarget);
        Assert.Equal(Packet(SftpType.Status, 9U, SftpStatus.PermissionDenied, TransferWitness.Reason, "en"), channel.AtDeveloper);
    }

    [Theory]
    [MemberData(nameof(Unreadable))]
    public void Answers_WhatItCannotRead_WithoutPassingIt(byte[] request, uint code)
    {
        using var channel = new SftpChannel(new TransferWitness(), piece: 5);

        Assert.True(channel.Developer(request));
        Assert.Empty(channel.AtTarget);
        Assert.Equal(new byte[] { (byte)SftpType.Status, 0, 0, 0, 9, 0, 0, 0, (byte)code }, channel.AtDeveloper[4..13]);
        Assert.True(channel.Developer(Packet(SftpType.Stat, 10U, "still")));
        Assert.NotEmpty(channel.AtTarget);
    }

    [Theory]
    [MemberData(nameof(Lies))]
    public void Ends_OnAnAnswerThatWasNotAskedFor(string what, byte[] answer)
    {
        using var channel = new SftpChannel(new TransferWitness(), piece: 4);
        channel.Developer(Packet(SftpType.Open, 1U, "a", Read, NoAttributes));

        Assert.False(channel.Target(answer), what);
        Assert.NotNull(channel.Conversation.Fault);
        Assert.Empty(channel.AtDeveloper);
        Assert.False(channel.Developer(Packet(SftpType.Stat, 2U, "a")));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100_000)]
    public void Reads_AFile_AndTakesItsDigest(int piece)
    {
        var witness = new TransferWitness();
        using var channel = new SftpChannel(witness, piece);
        channel.Open(1, "/srv/a", Read, "h1");
        var content = Encoding.ASCII.GetBytes(string.Concat(Enumerable.Range(0, 3000)));
        for (var at = 0U; at <= content.Length; at += 4000)
        {
            channel.Developer(Packet(SftpType.Read, 100U + at, "h1", (ulong)at, 4000U));
        }

        var sent = new List<byte>();
        for (var at = 0U; at <= content.Length; at += 4000)
        {
            var data = Packet(SftpType.Data, 100U + at, content[(int)at..Math.Min(content.Length, (int)at + 4000)]);
            Assert.True(channel.Target(data));
            sent.AddRange(data);
        }

        channel.Developer(Packet(SftpType.Read, 2U, "h1", (ulong)content.Length, 4000U));
        channel.Target(Status(2, SftpStatus.EndOfFile));
        channel.Developer(Packet(SftpType.Close, 3U, "h1"));
        channel.Target(Status(3, SftpStatus.Ok));

        Assert.Equal(sent, channel.AtDeveloper[..sent.Count]);
        var digest = Convert.ToHexStringLower(SHA256.HashData(content));
        Assert.Equal(new TransferReceipt("/srv/a", TransferDirection.Out, content.Length, digest, IsWhole: true), Assert.Single(witness.Receipts));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void Writes_AFile_AndTakesItsDigest(int piece)
    {
        var witness = new TransferWitness();
        using var channel = new SftpChannel(witness, piece);
        channel.Open(1, "up", Write | Create | Truncate, "h");
        byte[] written = [.. Packet(SftpType.Write, 2U, "h", 0UL, "hello "), .. Packet(SftpType.Write, 3U, "h", 6UL, "world"), .. Packet(SftpType.Write, 4U, "h", 11UL, "")];
        Assert.True(channel.Developer(written));
        Assert.Equal(written, channel.AtTarget);
        channel.Target([.. Status(2, 0), .. Status(3, 0), .. Status(4, 0)]);
        channel.Developer(Packet(SftpType.Close, 5U, "h"));
        channel.Target(Status(5, 0));

        var digest = Convert.ToHexStringLower(SHA256.HashData("hello world"u8));
        Assert.Equal(new TransferReceipt("up", TransferDirection.In, 11, digest, IsWhole: true), Assert.Single(witness.Receipts));
    }

    [Fact]
    public void Claims_NoDigest_WhereContentIsNotInOrderOrFailed()
    {
        var witness = new TransferWitness();
        using var channel = new SftpChannel(witness);
        channel.Open(1, "gap", Write | Truncate | Create, "1");
        channel.Developer(Packet(SftpType.Write, 2U, "1", 5UL, "late"));
        channel.Open(3, "failed", Write | Truncate | Create, "2");
        channel.Developer(Packet(SftpType.Write, 4U, "2", 0UL, "lost"));
        channel.Target(Status(4, SftpStatus.Failure));
        channel.Open(5, "kept", Write, "3");
        channel.Developer(Packet(SftpType.Write, 6U, "3", 0UL, "part"));
        channel.Dispose();

        Assert.Equal([(4, false, false), (4, false, false), (4, true, false)], witness.Receipts.Select(one => ((int)one.Bytes, one.Sha256 is not null, one.IsWhole)));
    }

    [Fact]
    public void Keeps_AHandleToWhatItWasOpenedFor()
    {
        using var channel = new SftpChannel(new TransferWitness());
        channel.Open(1, "r", Read, "r");
        channel.Open(2, "w", Write, "w");

        channel.Developer([.. Packet(SftpType.Write, 3U, "r", 0UL, "x"), .. Packet(SftpType.Read, 4U, "w", 0UL, 9U), .. Packet(SftpType.ReadDir, 5U, "r")]);

        Assert.Empty(channel.AtTarget);
        channel.Developer(Packet(SftpType.Extended, 6U, "copy-data", "r", 0UL, 0UL, "w", 0UL));
        Assert.NotEmpty(channel.AtTarget);
        channel.Developer([.. Packet(SftpType.Close, 7U, "r"), .. Packet(SftpType.Read, 8U, "r", 0UL, 9U)]);
        Assert.Equal(Packet(SftpType.Close, 7U, "r"), channel.AtTarget);
    }

    [Fact]
    public void Writes_ItsOwnAnswersBetweenPacketsOnly()
    {
        using var channel = new SftpChannel(new TransferWitness(request => request.Kind == TransferKind.ReadFile));
        channel.Open(1, "a", Read, "h");
        channel.Developer(Packet(SftpType.Read, 2U, "h", 0UL, 100U));
        var data = Packet(SftpType.Data, 2U, "0123456789");
        channel.Target(data[..15]);
        channel.Developer(Packet(SftpType.Remove, 3U, "a"));
        channel.Target(data[15..]);

        Assert.Equal([.. data, .. Packet(SftpType.Status, 3U, SftpStatus.PermissionDenied, TransferWitness.Reason, "en")], channel.AtDeveloper);
    }

    [Fact]
    public void Agrees_OnVersionThree_AndOffersOnlyWhatPasses()
    {
        using var channel = new SftpChannel(new TransferWitness(), piece: 2, greets: false);
        channel.Developer(Packet(SftpType.Init, 6U, "odd", "1"));
        channel.Target(Packet(SftpType.Version, 3U, "posix-rename@openssh.com", "1", "check-file", "1", "limits@openssh.com", "1"));

        Assert.Equal(Packet(SftpType.Init, 3U), channel.AtTarget);
        Assert.Equal(Packet(SftpType.Version, 3U, "posix-rename@openssh.com", "1", "limits@openssh.com", "1"), channel.AtDeveloper);
    }

    [Fact]
    public void Ends_WithoutAGreetingItKnows()
    {
        using var early = new SftpChannel(new TransferWitness(), greets: false);
        Assert.False(early.Developer(Packet(SftpType.Stat, 1U, "a")));

        using var hasty = new SftpChannel(new TransferWitness(), greets: false);
        Assert.False(hasty.Developer([.. Packet(SftpType.Init, 3U), .. Packet(SftpType.Stat, 1U, "a")]));

        using var odd = new SftpChannel(new TransferWitness(), greets: false);
        odd.Developer(Packet(SftpType.Init, 3U));
        Assert.False(odd.Target(Packet(SftpType.Version, 4U)));

        using var chatty = new SftpChannel(new TransferWitness(), greets: false);
        chatty.Developer(Packet(SftpType.Init, 3U));
        Assert.False(chatty.Target("Welcome to this machine!\n"u8.ToArray()));
        Assert.Contains("prints something", chatty.Conversation.Fault, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../.ssh/authorized_keys")]
    [InlineData("/etc/passwd")]
    [InlineData("a/b")]
    [InlineData("..\\..\\startup")]
    [InlineData("a\0b")]
    [InlineData("")]
    public void Ends_OnANameThatLeavesItsFolder(string name)
    {
        using var channel = new SftpChannel(new TransferWitness());
        channel.Developer(Packet(SftpType.OpenDir, 1U, "/d"));
        channel.Target(Packet(SftpType.Handle, 1U, "d"));
        channel.Developer(Packet(SftpType.ReadDir, 2U, "d"));
        Assert.NotEmpty(channel.AtDeveloper);

        Assert.False(channel.Target(Packet(SftpType.Name, 2U, 2U, "good", "good", NoAttributes, name, "x", NoAttributes)));
        Assert.Empty(channel.AtDeveloper);
    }

    [Fact]
    public void Clears_WhatClientsPrint()
    {
        using var channel = new SftpChannel(new TransferWitness(), piece: 1);
        channel.Developer(Packet(SftpType.OpenDir, 1U, "/d"));
        channel.Target(Packet(SftpType.Handle, 1U, "d"));
        channel.Developer([.. Packet(SftpType.ReadDir, 2U, "d"), .. Packet(SftpType.Stat, 3U, "x")]);
        _ = channel.AtDeveloper;

        channel.Target(Packet(SftpType.Name, 2U, 3U, ".", ".", NoAttributes, "..", "..", NoAttributes, "ä", "-rw ä\x1b]52;c;x\a\u009b5i", NoAttributes));
        channel.Target(Status(3, SftpStatus.Failure, "no\x1b[2J\n"));

        Assert.Equal(
            [
                .. Packet(SftpType.Name, 2U, 3U, ".", ".", NoAttributes, "..", "..", NoAttributes, "ä", "-rw ä?]52;c;x???5i", NoAttributes),
                .. Status(3, SftpStatus.Failure, "no?[2J?"),
            ],
            channel.AtDeveloper);
    }

    [Fact]
    public void Bounds_WhatWaits()
    {
        using var repeated = new SftpChannel(new TransferWitness());
        Assert.False(repeated.Developer([.. Packet(SftpType.Stat, 1U, "a"), .. Packet(SftpType.Stat, 1U, "b")]));

        using var many = new SftpChannel(new TransferWitness());
        Assert.False(Enumerable.Range(0, 2000).All(id => many.Developer(Packet(SftpType.Stat, (uint)id, "a"))));

        using var handles = new SftpChannel(new TransferWitness());
        Assert.False(Enumerable.Range(0, 2000).All(id => handles.Developer(Packet(SftpType.OpenDir, (uint)id, "a"))
            && handles.Target(Packet(SftpType.Handle, (uint)id, $"h{id}"))));

        using var more = new SftpChannel(new TransferWitness());
        more.Open(1, "a", Read, "h");
        more.Developer(Packet(SftpType.Read, 2U, "h", 0UL, 4U));
        Assert.False(more.Target(Packet(SftpType.Data, 2U, "12345")));
    }
}
