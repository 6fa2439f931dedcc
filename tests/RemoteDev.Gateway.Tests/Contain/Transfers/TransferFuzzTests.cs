using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using RemoteDev.Gateway.Contain.Transfers.Exec;
using RemoteDev.Gateway.Contain.Transfers.Scp;
using RemoteDev.Gateway.Contain.Transfers.Sftp;
using RemoteDev.Gateway.Tests.Contain.Transfers.Sftp;

namespace RemoteDev.Gateway.Tests.Contain.Transfers;

[SuppressMessage("Security", "CA5394", Justification = "The same octets for the same seed are the point.")]
public sealed class TransferFuzzTests
{
    private const string Obeyed = ";&|<>()$`\n\r#*?[]{}!^\"";

    private static readonly string[] Pieces =
        ["C0644 3 a\n", "D0755 0 d\n", "E\n", "T1 0 1 0\n", "\0", "abc", "\x01m\n", "\x02m\n", "C0644 ", "\n", "../", "9999999999999999999"];

    private static readonly string[] Lines =
        ["scp -f a", "scp -t 'b c'", "sftp-server", "git-upload-pack '/a/b.git'", "rsync --server --sender -r . a", "bash"];

    [Fact]
    public void Sftp_NeverThrows_AndPassesNothingThatWasRefused()
    {
        var random = new Random(11);
        for (var round = 0; round < 2000; round++)
        {
            SftpRefused(random);
        }
    }

    [Fact]
    public void Sftp_NeverThrows_WhenAllIsPermitted()
    {
        var random = new Random(12);
        for (var round = 0; round < 2000; round++)
        {
            SftpPermitted(random);
        }
    }

    [Fact]
    public void Scp_NeverThrows()
    {
        var random = new Random(13);
        for (var round = 0; round < 5000; round++)
        {
            Scp(random);
        }
    }

    [Fact]
    public void Exec_IsNeverNarrow_WithACharacterThatShellsObey()
    {
        var random = new Random(14);
        for (var round = 0; round < 20_000; round++)
        {
            Exec(random);
        }
    }

    internal static void SftpRefused(Random random)
    {
        using var channel = new SftpChannel(new TransferWitness(_ => false), piece: random.Next(1, 60));
        for (var i = 0; i < 20 && channel.Conversation.Fault is null; i++)
        {
            var type = (SftpType)(random.Next(3) == 0 ? random.Next(256) : random.Next(1, 21));
            channel.Developer(Broken(random, SftpWire.Packet(type, (uint)i, "name", 1U, 0U)));
            channel.Target(Broken(random, SftpWire.Packet((SftpType)random.Next(101, 106), (uint)i, "name", 1U, 0U)));
        }

        Assert.Empty(channel.AtTarget);
    }

    internal static void SftpPermitted(Random random)
    {
        using var channel = new SftpChannel(new TransferWitness(), piece: random.Next(1, 60));
        for (var i = 0U; i < 20 && channel.Conversation.Fault is null; i++)
        {
            channel.Developer(Broken(random, SftpWire.Packet((SftpType)random.Next(3, 21), i, "h", (uint)random.Next(4), (uint)random.Next(2))));
            channel.Target(Broken(random, SftpWire.Packet((SftpType)random.Next(101, 106), i, "h", "h", 0U)));
        }
    }

    internal static void Scp(Random random)
    {
        using var scp = new ScpConversation(random.Next(2) == 0, "root", new TransferWitness(_ => random.Next(4) > 0));
        var sink = new ArrayBufferWriter<byte>();
        for (var i = 0; i < 20 && scp.Fault is null; i++)
        {
            var bytes = Encoding.Latin1.GetBytes(Pieces[random.Next(Pieces.Length)]);
            _ = random.Next(2) == 0 ? scp.FromDeveloper(bytes, sink, sink) : scp.FromTarget(bytes, sink, sink);
        }
    }

    internal static void Exec(Random random)
    {
        var line = Lines[random.Next(Lines.Length)];
        var quoted = line.IndexOf('\'', StringComparison.Ordinal);
        var at = random.Next(quoted < 0 ? line.Length + 1 : quoted);
        var changed = line.Insert(at, Obeyed[random.Next(Obeyed.Length)].ToString());

        Assert.True(ExecCommand.Parse(Encoding.ASCII.GetBytes(changed)).Kind == ExecKind.Command, changed);
    }

    private static byte[] Broken(Random random, byte[] packet)
    {
        if (random.Next(3) == 0)
        {
            packet[random.Next(4, packet.Length)] = (byte)random.Next(256);
        }

        return random.Next(20) == 0 ? packet[..random.Next(packet.Length)] : packet;
    }
}
