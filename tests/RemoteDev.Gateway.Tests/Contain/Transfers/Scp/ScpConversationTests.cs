using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using RemoteDev.Gateway.Contain.Transfers;
using RemoteDev.Gateway.Contain.Transfers.Scp;

namespace RemoteDev.Gateway.Tests.Contain.Transfers.Scp;

public sealed class ScpConversationTests
{
    private readonly ArrayBufferWriter<byte> _toTarget = new();
    private readonly ArrayBufferWriter<byte> _toDeveloper = new();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(1000)]
    public void Passes_AFolderOut_AndAccountsForEachFile(int size)
    {
        var witness = new TransferWitness();
        using var scp = new ScpConversation(outward: true, "/srv/app", witness);
        string[] target = ["", "T1 0 1 0\n", "D0755 0 app\n", "C0644 5 a.txt\n", "hello\0", "C0600 0 empty\n", "\0", "E\n"];
        foreach (var said in target)
        {
            Target(scp, said, size);
            Developer(scp, "\0", size);
        }

        Assert.Null(scp.Fault);
        Assert.Equal(string.Concat(target), Said(_toDeveloper));
        Assert.Equal(new string('\0', 8), Said(_toTarget));
        Assert.Equal(
            [
                new TransferRequest(TransferKind.ListFolder, "/srv/app"), new TransferRequest(TransferKind.ReadFile, "/srv/app/a.txt"),
                new TransferRequest(TransferKind.ReadFile, "/srv/app/empty"),
            ],
            witness.Asked);
        Assert.Equal(
            [
                new TransferReceipt("/srv/app/a.txt", TransferDirection.Out, 5, Digest("hello"), IsWhole: true),
                new TransferReceipt("/srv/app/empty", TransferDirection.Out, 0, Digest(""), IsWhole: true),
            ],
            witness.Receipts);
    }

    [Fact]
    public void Refuses_AFileOut_TowardsBothSides_AndGoesOn()
    {
        var witness = new TransferWitness(request => request.Path.EndsWith("/b", StringComparison.Ordinal));
        using var scp = new ScpConversation(outward: true, "dir", witness);
        Developer(scp, "\0");
        Target(scp, "C0644 5 a\n");
        Target(scp, "C0644 1 b\n");
        Developer(scp, "\0");
        Target(scp, "x\0");
        Developer(scp, "\0");

        Assert.Null(scp.Fault);
        Assert.Equal($"\x01scp: {TransferWitness.Reason}\nC0644 1 b\nx\0", Said(_toDeveloper));
        Assert.Equal($"\0\x01scp: {TransferWitness.Reason}\n\0\0", Said(_toTarget));
        Assert.Equal("dir/b", Assert.Single(witness.Receipts).Path);
    }

    [Fact]
    public void Refuses_AFileIn_WithoutTheTargetSeeingIt()
    {
        var witness = new TransferWitness(_ => false);
        using var scp = new ScpConversation(outward: false, "/srv", witness);
        Target(scp, "\0");
        Developer(scp, "C0644 5 a\n");
        Developer(scp, "D0755 0 d\n");

        Assert.Null(scp.Fault);
        Assert.Empty(Said(_toTarget));
        Assert.Equal($"\0\x01scp: {TransferWitness.Reason}\n\x01scp: {TransferWitness.Reason}\n", Said(_toDeveloper));
        Assert.Equal([TransferKind.WriteFile, TransferKind.MakeFolder], witness.Asked.Select(asked => asked.Kind));
        Assert.Empty(witness.Receipts);
    }

    [Fact]
    public void Follows_AReceiverThatDeclines()
    {
        var witness = new TransferWitness();
        using var scp = new ScpConversation(outward: false, "/srv", witness);
        Target(scp, "\0");
        Developer(scp, "C0644 5 a\n");
        Target(scp, "\x01scp: /srv/a: \x1b]52;c;x\x07 Permission denied\n");
        Developer(scp, "C0644 1 b\n");
        Target(scp, "\0");
        Developer(scp, "y\x01read error\n");
        Target(scp, "\0");

        Assert.Null(scp.Fault);
        Assert.Equal("\0\x01scp: /srv/a: ?]52;c;x? Permission denied\n\0\0", Said(_toDeveloper));
        Assert.Equal([false, false], witness.Receipts.Select(receipt => receipt.IsWhole));
    }

    [Theory]
    [InlineData("C0644 5 ../a\n")]
    [InlineData("C0644 5 ..\n")]
    [InlineData("D0777 0 .\n")]
    [InlineData("C0644 5 /etc/passwd\n")]
    [InlineData("C0644 5 \n")]
    [InlineData("C0644 5 ..\\..\\x\n")]
    [InlineData("C0644 -5 a\n")]
    [InlineData("C0644 18446744073709551615 a\n")]
    [InlineData("C0844 5 a\n")]
    [InlineData("C644 5 a\n")]
    [InlineData("T1 0 1\n")]
    [InlineData("T1 0 1 x\n")]
    [InlineData("E\n")]
    [InlineData("X\n")]
    [InlineData("\n")]
    public void Ends_OnALineThatMustNotBe(string line)
    {
        using var scp = new ScpConversation(outward: true, "/srv", new TransferWitness());
        Developer(scp, "\0");

        Assert.False(scp.FromTarget(Encoding.Latin1.GetBytes(line), _toDeveloper, _toTarget));
        Assert.NotNull(scp.Fault);
        Assert.Empty(Said(_toDeveloper));
    }

    [Fact]
    public void Ends_WhenASideSpeaksOutOfTurn()
    {
        using var early = new ScpConversation(outward: true, "/srv", new TransferWitness());
        Assert.False(early.FromTarget("C0644 5 a\n"u8, _toDeveloper, _toTarget));

        using var eager = new ScpConversation(outward: true, "/srv", new TransferWitness());
        Developer(eager, "\0");
        Assert.False(eager.FromTarget("C0644 5 a\nhello\0"u8, _toDeveloper, _toTarget));
        Assert.Equal("C0644 5 a\n", Said(_toDeveloper));

        using var chatty = new ScpConversation(outward: true, "/srv", new TransferWitness());
        Assert.True(chatty.FromDeveloper("\0"u8, _toTarget, _toDeveloper));
        Assert.False(chatty.FromDeveloper("\0"u8, _toTarget, _toDeveloper));
        Assert.False(chatty.FromDeveloper("anything"u8, _toTarget, _toDeveloper));
    }

    [Fact]
    public void Ends_OnALineWithoutEnd()
    {
        using var scp = new ScpConversation(outward: true, "/srv", new TransferWitness());
        Developer(scp, "\0");

        Assert.False(scp.FromTarget(Encoding.ASCII.GetBytes("C0644 5 " + new string('a', 5000)), _toDeveloper, _toTarget));
    }

    [Fact]
    public void Accounts_ForAFileThatWasCutOff()
    {
        var witness = new TransferWitness();
        using (var scp = new ScpConversation(outward: true, "big", witness))
        {
            Developer(scp, "\0");
            Target(scp, "C0644 1000 big\n");
            Developer(scp, "\0");
            Target(scp, "half");
        }

        Assert.Equal(new TransferReceipt("big", TransferDirection.Out, 4, Digest("half"), IsWhole: false), Assert.Single(witness.Receipts));
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)));

    private static string Said(ArrayBufferWriter<byte> writer) => Encoding.Latin1.GetString(writer.WrittenSpan);

    private void Target(ScpConversation scp, string said, int size = 1000)
    {
        foreach (var piece in Encoding.Latin1.GetBytes(said).Chunk(size))
        {
            scp.FromTarget(piece, _toDeveloper, _toTarget);
        }
    }

    private void Developer(ScpConversation scp, string said, int size = 1000)
    {
        foreach (var piece in Encoding.Latin1.GetBytes(said).Chunk(size))
        {
            scp.FromDeveloper(piece, _toTarget, _toDeveloper);
        }
    }
}
