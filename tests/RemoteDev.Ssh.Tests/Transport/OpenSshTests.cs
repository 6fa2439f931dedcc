using RemoteDev.Ssh.Crypto.Ciphers;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.Transport;

/// <summary>
/// The first key exchange and later ones with the client and the server that everybody has, which prove what own peers cannot.
/// </summary>
public sealed class OpenSshTests
{
    private const int Rounds = 5;

    private static readonly IReadOnlyList<string> AllCiphers = [.. PacketCiphers.Names, .. PacketCiphers.OptInNames];

    private static readonly TransportOptions Server = TestOptions.Server with
    {
        Algorithms = TransportAlgorithms.ForServer with { Ciphers = AllCiphers },
    };

    [CommandFact("ssh-keyscan")]
    public async Task Shows_ItsHostKeyToKeyscan()
    {
        await using var server = new LoopbackSshServer(Server, transport => new DoorHandler(transport));
        var (_, said) = await TestProgram.RunAsync("ssh-keyscan", "-p", $"{server.Port}", "-t", "ed25519", "127.0.0.1");
        Assert.Contains($"ssh-ed25519 {Convert.ToBase64String(TestOptions.HostKey.PublicBlob.Span)}", said, StringComparison.Ordinal);
    }

    [CommandFact("ssh")]
    public async Task Serves_TheRealClient_UpToAuthentication_UnderEachCipher()
    {
        foreach (var cipher in AllCiphers)
        {
            foreach (var mac in PacketCiphers.IsAead(cipher) ? [PacketCiphers.HmacSha256Etm] : PacketCiphers.OptInMacs)
            {
                await AssertServesAsync(cipher, mac);
            }
        }
    }

    [CommandFact("ssh")]
    public async Task Rekeys_WithTheRealClient()
    {
        var options = Server with { RekeyBytes = 16 * 1024 };
        await using var server = new LoopbackSshServer(options, transport => new DoorHandler(transport, Rounds));
        var (_, said) = await TestProgram.RunAsync("ssh", [.. Arguments(server.Port, "-v"), "-N", "nobody@127.0.0.1"]);
        Assert.Contains("Authenticated to 127.0.0.1", said, StringComparison.Ordinal);
        Assert.True(said.Split("SSH2_MSG_NEWKEYS received").Length > Rounds, said);
        Assert.Contains("All is said.", said, StringComparison.Ordinal);
    }

    [CommandFact("sshd")]
    public async Task Speaks_ToTheRealServer_UnderEachCipher_AndRekeys()
    {
        using var userKey = SshPrivateKey.GenerateEd25519();
        await using var server = await OpenSshServer.StartAsync(userKey.PublicKey);
        foreach (var cipher in AllCiphers)
        {
            await AssertSpeaksAsync(server, userKey, cipher);
        }

        Assert.True(server.Log.Split("ssh_set_newkeys: rekeying in").Length > Rounds * AllCiphers.Count, server.Log);
    }

    [CommandFact("ssh-audit")]
    public async Task Passes_SshAudit()
    {
        await using var server = new LoopbackSshServer(TestOptions.Server, transport => new DoorHandler(transport));
        var (code, said) = await TestProgram.RunAsync("ssh-audit", "--no-colors", "-p", $"{server.Port}", "127.0.0.1");
        Assert.Contains("aes256-gcm@openssh.com", said, StringComparison.Ordinal);
        Assert.DoesNotContain("[fail]", said, StringComparison.Ordinal);
        Assert.True(code is 0 or 2, $"{code}\n{said}");
    }

    private static async Task AssertServesAsync(string cipher, string mac)
    {
        await using var server = new LoopbackSshServer(Server, transport => new DoorHandler(transport));
        var (_, said) = await TestProgram.RunAsync("ssh", [.. Arguments(server.Port, "-v"), "-c", cipher, "-m", mac, "nobody@127.0.0.1"]);
        Assert.Contains("Authentications that can continue: publickey", said, StringComparison.Ordinal);
        Assert.Contains($"server->client cipher: {cipher}", said, StringComparison.Ordinal);
        Assert.Contains("kex_input_ext_info: server-sig-algs=<ssh-ed25519,", said, StringComparison.Ordinal);
    }

    private static async Task AssertSpeaksAsync(OpenSshServer server, SshPrivateKey userKey, string cipher)
    {
        var options = TestOptions.Client.With(cipher) with
        {
            RekeyBytes = 16 * 1024,
            HostKeyVerifier = blob => blob.Span.SequenceEqual(server.HostKey.Blob.Span) ? null : SshFault.Protocol("another key"),
        };
        await using var client = new SshTransport(await server.ConnectAsync(), options, TimeProvider.System);
        Assert.Null(await client.OpenAsync(default));
        Assert.StartsWith("SSH-2.0-OpenSSH_", client.PeerVersion, StringComparison.Ordinal);

        // From the loop that reads: the server's next message may be there already.
        var handler = new RecordingHandler
        {
            Judge = payload =>
            {
                if (payload.Span[0] == (byte)MessageNumber.UserAuthSuccess)
                {
                    client.Authenticated();
                }

                return null;
            },
        };
        var running = client.RunAsync(handler, default);
        client.Enqueue(Payload.ServiceRequest);
        client.Flush();
        Assert.Equal((byte)MessageNumber.ServiceAccept, (await handler.NextAsync())[0]);
        Assert.Contains("ssh-ed25519", client.Negotiated!.PeerSignatureAlgorithms!, StringComparer.Ordinal);
        client.Enqueue(Payload.PublicKeyRequest(client.SessionId.Span, Environment.UserName, userKey));
        client.Flush();
        Assert.True((await handler.NextAsync())[0] == (byte)MessageNumber.UserAuthSuccess, server.Log);

        for (var i = 0; i < Rounds; i++)
        {
            client.Enqueue(Payload.LongIgnore);
            client.Enqueue(Payload.KeepAliveRequest);
            client.Flush();
            while ((await handler.NextAsync())[0] != (byte)MessageNumber.RequestFailure)
            {
                // The server has things of its own to say.
            }
        }

        client.End(new SshFault(DisconnectReason.ByApplication, "All is said.", FaultOrigin.Local));
        Assert.Equal(FaultOrigin.Local, (await running).Origin);
    }

    private static string[] Arguments(int port, string verbosity) =>
    [
        verbosity, "-F", "none", "-p", $"{port}", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null",
        "-o", "BatchMode=yes", "-o", "IdentityAgent=none", "-o", "IdentityFile=/dev/null", "-o", "IdentitiesOnly=yes",
    ];
}
