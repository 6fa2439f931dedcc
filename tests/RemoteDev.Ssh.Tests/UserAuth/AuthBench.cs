using RemoteDev.Ssh.Tests.Connection;
using RemoteDev.Ssh.UserAuth;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.Tests.UserAuth;

/// <summary>A server that authenticates, whose client is the test, word for word.</summary>
internal sealed class AuthBench
{
    private readonly UserAuthServer _server;

    public AuthBench(UserAuthOptions? options = null, bool requestService = true)
    {
        _server = new UserAuthServer(
            Sender,
            Authenticator,
            options ?? new UserAuthOptions { Methods = [AuthMethods.PublicKey, AuthMethods.KeyboardInteractive] },
            userName =>
            {
                Succeeded.Add(userName);
                return Next;
            });
        if (requestService)
        {
            Assert.Null(RequestService("ssh-userauth"));
            Sender.Take();
        }
    }

    public RecordingSender Sender { get; } = new();

    public RecordingAuthenticator Authenticator { get; } = new();

    public NextHandler Next { get; } = new();

    public List<string> Succeeded { get; } = [];

    public UserAuthServer Server => _server;

    public SshFault? Receive(byte[] payload) => _server.HandleNow(payload);

    public SshFault? RequestService(string name)
    {
        using var writer = new SshWriter(MessageNumber.ServiceRequest);
        writer.WriteText(name);
        return Receive(writer.ToArray());
    }

    public SshFault? None(string userName = "alice") => Receive(Begin(userName, "none"));

    public SshFault? Offer(ISshSigner signer, string userName = "alice", string? algorithm = null)
    {
        using var writer = SshWriter.Blob();
        writer.WriteOctets(Begin(userName, "publickey"));
        writer.WriteBoolean(false);
        writer.WriteText(algorithm ?? signer.Algorithms[0]);
        writer.WriteString(signer.PublicBlob.Span);
        return Receive(writer.ToArray());
    }

    public SshFault? Sign(ISshSigner signer, string userName = "alice", string? algorithm = null)
        => Receive(Signed(signer, userName, algorithm));

    /// <summary>A signed request, with whatever the test would have otherwise.</summary>
    public byte[] Signed(
        ISshSigner signer,
        string userName = "alice",
        string? algorithm = null,
        string? signedFor = null,
        ReadOnlyMemory<byte>? sessionId = null,
        ReadOnlyMemory<byte>? blob = null,
        string? signWith = null)
    {
        algorithm ??= signer.Algorithms[0];
        var request = Unsigned(signedFor ?? userName);
        using var signed = SshWriter.Blob();
        signed.WriteString((sessionId ?? Sender.SessionId).Span);
        signed.WriteOctets(request);
        using var writer = SshWriter.Blob();
        writer.WriteOctets(Unsigned(userName));
        writer.WriteString(signer.Sign(signWith ?? algorithm, signed.Written));
        return writer.ToArray();

        byte[] Unsigned(string name)
        {
            using var unsigned = SshWriter.Blob();
            unsigned.WriteOctets(Begin(name, "publickey"));
            unsigned.WriteBoolean(true);
            unsigned.WriteText(algorithm);
            unsigned.WriteString((blob ?? signer.PublicBlob).Span);
            return unsigned.ToArray();
        }
    }

    public SshFault? StartKeyboardInteractive(string userName = "alice")
        => Receive([.. Begin(userName, "keyboard-interactive"), 0, 0, 0, 0, 0, 0, 0, 0]);

    public SshFault? Answer(params string[] answers)
    {
        using var writer = new SshWriter(MessageNumber.UserAuthMethod61);
        writer.WriteUInt32((uint)answers.Length);
        foreach (var answer in answers)
        {
            writer.WriteText(answer);
        }

        return Receive(writer.ToArray());
    }

    public static byte[] Begin(string userName, string method, string service = "ssh-connection")
    {
        using var writer = new SshWriter(MessageNumber.UserAuthRequest);
        writer.WriteText(userName);
        writer.WriteText(service);
        writer.WriteText(method);
        return writer.ToArray();
    }
}
