using RemoteDev.Ssh.UserAuth.Messages;
using RemoteDev.Ssh.Wire;

namespace RemoteDev.Ssh.UserAuth;

/// <summary>The two methods: publickey (RFC 4252 section 7) and keyboard-interactive (RFC 4256).</summary>
internal sealed partial class UserAuthServer
{
    private async ValueTask<SshFault?> ReceivePublicKeyAsync(
        ReadOnlyMemory<byte> payload, UserAuthRequestMessage request, CancellationToken cancellationToken)
    {
        if (PublicKeyRequest.Read(payload, request.Length) is not { } offer)
        {
            return Malformed();
        }

        // Clients show whatever keys they have, so one of a kind that is not taken is a failure like any other.
        if (!SshPublicKey.TryParse(offer.Blob.Span, out var key, out _)
            || !key.Algorithms.Contains(offer.Algorithm, StringComparer.Ordinal))
        {
            return Fail();
        }

        if (!offer.HasSignature)
        {
            var answer = await authenticator.PublicKeyOfferedAsync(request.UserName, key, cancellationToken);
            return ConcludeOffer(offer, answer);
        }

        // Nothing of an earlier offer is remembered: who the user is follows from the key that signed (CVE-2024-45337).
        return IsSigned(payload, offer, key, out var use)
            ? Conclude(await authenticator.PublicKeyProvenAsync(request.UserName, key, use, cancellationToken))
            : Fail();
    }

    // An offer proves nothing, so no answer to one authenticates (CVE-2023-43660, CVE-2023-42818).
    private SshFault? ConcludeOffer(PublicKeyRequest offer, AuthStep answer)
    {
        switch (answer)
        {
            case AuthStep.Acceptable:
                if (answer.Banner is { } banner)
                {
                    new UserAuthBannerMessage(banner).SendTo(sender);
                }

                new PublicKeyOkMessage(offer.Algorithm, offer.Blob).SendTo(sender);
                return null;
            case AuthStep.Disconnect or AuthStep.Failure { PartialSuccess: false }:
                return Conclude(answer);
            default:
                return Fail();
        }
    }

    // RFC 4252 section 7: over the session id and the very octets of the request before the signature.
    private bool IsSigned(ReadOnlyMemory<byte> payload, PublicKeyRequest offer, SshPublicKey key, out SecurityKeyUse? use)
    {
        using var signed = SshWriter.Blob(offer.SignedLength + 64);
        signed.WriteString(sender.SessionId.Span);
        signed.WriteOctets(payload.Span[..offer.SignedLength]);
        return key.Verify(offer.Algorithm, signed.Written, offer.Signature.Span, out use);
    }

    private async ValueTask<SshFault?> ReceiveKeyboardInteractiveAsync(
        ReadOnlyMemory<byte> payload, UserAuthRequestMessage request, CancellationToken cancellationToken)
    {
        if (!IsKeyboardInteractive(payload.Span[request.Length..]))
        {
            return Malformed();
        }

        return ConcludeConversation(await authenticator.KeyboardInteractiveStartedAsync(request.UserName, cancellationToken));
    }

    private async ValueTask<SshFault?> ReceiveAnswersAsync(ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        if (InfoResponseMessage.Read(payload.Span, _prompt!.Prompts.Count) is not { } answers)
        {
            return SshFault.Protocol("SSH_MSG_USERAUTH_INFO_RESPONSE does not answer the questions.");
        }

        _prompt = null;
        try
        {
            return ConcludeConversation(await authenticator.KeyboardInteractiveAnsweredAsync(_userName!, answers, cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return GivenUp();
        }
    }

    private SshFault? ConcludeConversation(AuthStep step)
    {
        if (step is not AuthStep.Prompt prompt)
        {
            return Conclude(step);
        }

        if (prompt.Prompts.Count > UserAuthLimits.Prompts)
        {
            throw new InvalidOperationException("An authenticator asks at most sixteen questions at once.");
        }

        if (prompt.Banner is { } banner)
        {
            new UserAuthBannerMessage(banner).SendTo(sender);
        }

        _prompt = prompt;
        new InfoRequestMessage(prompt.Name, prompt.Instruction, prompt.Prompts).SendTo(sender);
        return null;
    }

    private static bool IsKeyboardInteractive(ReadOnlySpan<byte> added)
    {
        var reader = new SshReader(added);
        return reader.TryReadString(SshLimits.Name, out _) && reader.TryReadString(SshLimits.Text, out _) && reader.AtEnd;
    }
}
