using RemoteDev.Ssh.Crypto.Keys;
using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth;

/// <summary>
/// User authentication (RFC 4252) as the client, by the method publickey: each signer is asked for a signature at once, without an offer
/// before it. After the success it hands every message on to what comes next, which <c>succeeded</c> makes, as in <see
/// cref="UserAuthServer"/>.
/// </summary>
internal sealed class UserAuthClient(IMessageSender sender, UserAuthClientOptions options, Func<IMessageHandler> succeeded)
    : IMessageHandler
{
    private const int MaximumBanners = 16;

    private readonly TaskCompletionSource<SshFault?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IMessageHandler? _next;
    private bool _accepted;
    private int _signer;
    private int _banners;

    /// <summary>Null once the user is authenticated, or the fault by which it came to nothing.</summary>
    public Task<SshFault?> Completion => _completion.Task;

    /// <summary>Asks for the service. The transport must be open, and reads on by itself.</summary>
    public void Start()
    {
        new ServiceMessage(MessageNumber.ServiceRequest, AuthMethods.AuthService).SendTo(sender);
        sender.Flush();
    }

    /// <inheritdoc/>
    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
        => _next?.HandleAsync(payload, cancellationToken) ?? new(Handle(payload.Span));

    /// <inheritdoc/>
    public void OnBatchHandled() => _next?.OnBatchHandled();

    /// <inheritdoc/>
    public void OnDrained() => _next?.OnDrained();

    /// <inheritdoc/>
    public bool OnSilence() => _next?.OnSilence() == true;

    /// <inheritdoc/>
    public void OnEnded(SshFault fault)
    {
        _completion.TrySetResult(fault);
        _next?.OnEnded(fault);
    }

    private SshFault? Handle(ReadOnlySpan<byte> payload)
    {
        var number = payload.IsEmpty ? MessageNumber.None : (MessageNumber)payload[0];
        return number switch
        {
            MessageNumber.ServiceAccept when !_accepted => ReceiveServiceAccept(payload),
            MessageNumber.UserAuthBanner when _accepted => ReceiveBanner(payload),
            MessageNumber.UserAuthFailure when _accepted => ReceiveFailure(payload),
            MessageNumber.UserAuthSuccess when _accepted && payload.Length == 1 => ReceiveSuccess(),
            _ => SshFault.Protocol($"Message {(byte)number} has no place in the authentication of a user."),
        };
    }

    private SshFault? ReceiveServiceAccept(ReadOnlySpan<byte> payload)
    {
        if (ServiceMessage.Read(payload) is not { Service: AuthMethods.AuthService })
        {
            return SshFault.Protocol("SSH_MSG_SERVICE_ACCEPT is malformed, or for another service.");
        }

        _accepted = true;
        return TryNext();
    }

    private SshFault? ReceiveBanner(ReadOnlySpan<byte> payload)
    {
        if (UserAuthBannerMessage.Read(payload) is not { } banner || _banners++ == MaximumBanners)
        {
            return SshFault.Protocol("SSH_MSG_USERAUTH_BANNER is malformed, or came too often.");
        }

        options.Banner?.Invoke(banner.Text);
        return null;
    }

    private SshFault? ReceiveFailure(ReadOnlySpan<byte> payload)
    {
        if (UserAuthFailureMessage.Read(payload) is not { } failure)
        {
            return SshFault.Protocol("SSH_MSG_USERAUTH_FAILURE is malformed.");
        }

        return failure.Methods.Contains(AuthMethods.PublicKey, StringComparer.Ordinal)
            ? TryNext()
            : Refused(failure.PartialSuccess ? "The server wants more than a key." : "The server takes no keys, or not this one.");
    }

    private SshFault? ReceiveSuccess()
    {
        _next = succeeded();
        _completion.TrySetResult(null);
        return null;
    }

    private SshFault? TryNext()
    {
        while (_signer < options.Signers.Count)
        {
            var signer = options.Signers[_signer++];
            if (ChooseAlgorithm(signer) is { } algorithm)
            {
                Send(signer, algorithm);
                return null;
            }
        }

        return Refused("The server refused every key.");
    }

    // Servers list plain names; a certificate is signed for with the algorithm of its key.
    private string? ChooseAlgorithm(ISshSigner signer)
        => options.ServerSignatureAlgorithms() is { } known
            ? signer.Algorithms.FirstOrDefault(ours => known.Any(theirs => ours == theirs || ours == KeyAlgorithms.CertificateName(theirs)))
            : signer.Algorithms[0];

    private void Send(ISshSigner signer, string algorithm)
    {
        // Passed by reference while it grows, so it cannot be a using variable.
        var request = new SshWriter(MessageNumber.UserAuthRequest);
        try
        {
            new UserAuthRequestMessage(options.UserName, AuthMethods.ConnectionService, AuthMethods.PublicKey).Write(ref request);
            request.WriteBoolean(true);
            request.WriteText(algorithm);
            request.WriteString(signer.PublicBlob.Span);

            using var signed = SshWriter.Blob(request.Written.Length + 64);
            signed.WriteString(sender.SessionId.Span);
            signed.WriteOctets(request.Written);
            request.WriteString(signer.Sign(algorithm, signed.Written));
            sender.Enqueue(request.Written);
        }
        finally
        {
            request.Dispose();
        }
    }

    private static SshFault Refused(string message) => new(DisconnectReason.NoMoreAuthMethodsAvailable, message, FaultOrigin.Local);
}
