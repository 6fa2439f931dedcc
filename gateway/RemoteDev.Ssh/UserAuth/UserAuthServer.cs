using RemoteDev.Ssh.Transport;
using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth;

/// <summary>
/// User authentication (RFC 4252, RFC 4256) as the server. It reads, bounds and verifies; the <see cref="ISshAuthenticator"/> decides.
/// After the success it hands every message on to what comes next, which <c>succeeded</c> makes: that is called once, when
/// SSH_MSG_USERAUTH_SUCCESS is queued and before anything else is read, and lifts the transport's gate.
/// </summary>
internal sealed partial class UserAuthServer(
    IMessageSender sender, ISshAuthenticator authenticator, UserAuthOptions options, Func<string, IMessageHandler> succeeded)
    : IMessageHandler
{
    private IReadOnlyList<string> _methods = options.Methods;
    private IMessageHandler? _next;
    private AuthStep.Prompt? _prompt;
    private string? _userName;
    private bool _accepted;
    private bool _bannerSent;
    private bool _asked;
    private int _failures;

    /// <inheritdoc/>
    public ValueTask<SshFault?> HandleAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        var number = payload.IsEmpty ? MessageNumber.None : (MessageNumber)payload.Span[0];
        if (_next is not null)
        {
            // RFC 4252 section 5.1: requests that were under way when the success left are passed over. Nothing else belongs here any more.
            return number == MessageNumber.UserAuthRequest ? default : _next.HandleAsync(payload, cancellationToken);
        }

        return number switch
        {
            MessageNumber.ServiceRequest => new(ReceiveServiceRequest(payload.Span)),
            MessageNumber.UserAuthRequest when _accepted => ReceiveRequestAsync(payload, cancellationToken),
            MessageNumber.UserAuthMethod61 when _prompt is not null => ReceiveAnswersAsync(payload, cancellationToken),
            _ => new(SshFault.Protocol($"Message {(byte)number} has no place in the authentication of a user.")),
        };
    }

    /// <inheritdoc/>
    public void OnBatchHandled() => _next?.OnBatchHandled();

    /// <inheritdoc/>
    public void OnDrained() => _next?.OnDrained();

    /// <inheritdoc/>
    public bool OnSilence() => _next?.OnSilence() == true;

    /// <inheritdoc/>
    public void OnEnded(SshFault fault) => _next?.OnEnded(fault);

    private SshFault? ReceiveServiceRequest(ReadOnlySpan<byte> payload)
    {
        if (ServiceMessage.Read(payload) is not { } message || _accepted)
        {
            return SshFault.Protocol("SSH_MSG_SERVICE_REQUEST is malformed, or came twice.");
        }

        if (message.Service != AuthMethods.AuthService)
        {
            return new SshFault(DisconnectReason.ServiceNotAvailable, "Users authenticate first.");
        }

        _accepted = true;
        new ServiceMessage(MessageNumber.ServiceAccept, message.Service).SendTo(sender);
        return null;
    }

    private async ValueTask<SshFault?> ReceiveRequestAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (UserAuthRequestMessage.Read(payload.Span) is not { } request)
        {
            return Malformed();
        }

        if (request.Service != AuthMethods.ConnectionService)
        {
            return new SshFault(DisconnectReason.ServiceNotAvailable, "There is no such service here.");
        }

        Begin(request.UserName);
        if (request.Method == AuthMethods.None)
        {
            return ReceiveNone(payload.Length == request.Length);
        }

        if (!_methods.Contains(request.Method, StringComparer.Ordinal))
        {
            return Fail();
        }

        try
        {
            return request.Method switch
            {
                AuthMethods.PublicKey => await ReceivePublicKeyAsync(payload, request, cancellationToken),
                AuthMethods.KeyboardInteractive => await ReceiveKeyboardInteractiveAsync(payload, request, cancellationToken),
                _ => Fail(),
            };
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return GivenUp();
        }
    }

    // A request abandons the conversation before it, and one for another user everything before it (CVE-2023-48712).
    private void Begin(string userName)
    {
        _prompt = null;
        if (_userName is not null && _userName != userName)
        {
            authenticator.Reset();
            _methods = options.Methods;
        }

        _userName = userName;
        if (!_bannerSent && options.Banner is { } banner)
        {
            new UserAuthBannerMessage(banner).SendTo(sender);
        }

        _bannerSent = true;
    }

    // The way to learn the methods; the first time it is no attempt.
    private SshFault? ReceiveNone(bool isWhole)
    {
        if (!isWhole)
        {
            return Malformed();
        }

        if (_asked)
        {
            return Fail();
        }

        _asked = true;
        new UserAuthFailureMessage(_methods, PartialSuccess: false).SendTo(sender);
        return null;
    }

    /// <summary>What the authenticator said, but for what means something to one method only.</summary>
    private SshFault? Conclude(AuthStep step)
    {
        if (step.Banner is { } banner)
        {
            new UserAuthBannerMessage(banner).SendTo(sender);
        }

        switch (step)
        {
            case AuthStep.Success:
                sender.Enqueue([(byte)MessageNumber.UserAuthSuccess]);
                _next = succeeded(_userName!);
                return null;
            case AuthStep.Disconnect disconnect:
                return disconnect.Fault;
            case AuthStep.Failure { PartialSuccess: true } partial:
                _methods = partial.Methods ?? _methods;
                new UserAuthFailureMessage(_methods, PartialSuccess: true).SendTo(sender);
                return null;
            case AuthStep.Failure failure:
                _methods = failure.Methods ?? _methods;
                return Fail();
            default:
                return Fail();
        }
    }

    private SshFault? Fail()
    {
        _failures++;
        if (_failures >= options.Failures)
        {
            return new SshFault(DisconnectReason.NoMoreAuthMethodsAvailable, "Too many authentication failures.");
        }

        new UserAuthFailureMessage(_methods, PartialSuccess: false).SendTo(sender);
        return null;
    }

    private static SshFault Malformed() => SshFault.Protocol("SSH_MSG_USERAUTH_REQUEST is malformed.");

    private static SshFault GivenUp() => new(DisconnectReason.ByApplication, "The authentication was given up.", FaultOrigin.Local);
}
