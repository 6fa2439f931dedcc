namespace RemoteDev.Ssh;

/// <summary>
/// Decides who a user is: one for each connection, asked in order and never about two things at once. A user who is unknown must be
/// answered
/// as one who is known and fails; the library takes the same path for both. Nothing more is read from the peer until an answer is there,
/// so nobody waits here for a person.
/// </summary>
public interface ISshAuthenticator
{
    /// <summary>
    /// A key is offered without proof that the peer holds it: <see cref="AuthStep.Acceptable"/> or a failure. Nothing may follow from an
    /// offer (CVE-2024-45337): what counts is the key that is proven, which may be another.
    /// </summary>
    ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken);

    /// <summary>
    /// The peer holds the key: its signature over this session and this request was verified. Whether the key, or the certificate, which
    /// was
    /// not looked into, is anybody's is what this decides.
    /// </summary>
    /// <param name="use">What a security key said; null for other keys.</param>
    ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken);

    /// <summary>A conversation begins; one that was under way is abandoned.</summary>
    ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken);

    /// <summary>The answers to the last <see cref="AuthStep.Prompt"/>, as many as there were questions. They may be secrets.</summary>
    ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(
        string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken);

    /// <summary>The user name has changed: everything that was proven before counts for nothing.</summary>
    void Reset();
}
