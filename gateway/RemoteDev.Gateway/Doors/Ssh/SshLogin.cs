using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Doors.Ssh;

/// <summary>
/// Identify and StepUp in SSH's own words: a key, then the second factor. Nobody is in with the key alone, and nothing that was proven
/// under one user name counts under another.
/// </summary>
/// <param name="jumpedTo">The environment of a connection within a connection (<c>ssh -J</c>), whatever its user name says; or null.</param>
internal sealed class SshLogin(Connection connection, string? jumpedTo, SshDoorRooms rooms) : ISshAuthenticator
{
    private const string PublicKey = "publickey";
    private const string KeyboardInteractive = "keyboard-interactive";

    private SshSignIn? _proven;
    private string? _rejected;

    /// <summary>Who signed in, once the library says that somebody has.</summary>
    public SshSignIn? SignIn => _proven;

    public async ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken)
    {
        if (await rooms.SignIns.IsKnownAsync(key, cancellationToken))
        {
            return new AuthStep.Acceptable();
        }

        _rejected ??= key.Fingerprint;
        return new AuthStep.Failure();
    }

    public async ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken)
    {
        Abandon();
        var step = await rooms.SignIns.OpenAsync(connection, key, cancellationToken);
        if (!step.Passed(out var signIn, out var refusal))
        {
            return new AuthStep.Failure() { Banner = RefusalLine.Of(refusal) + "\r\n" };
        }

        _proven = signIn;
        var place = SshPlace.Of(userName);
        if (place.Login is { } login && !string.Equals(login, signIn.Identified.Login, StringComparison.Ordinal))
        {
            Abandon();
            var other = SshDoorRefusals.OtherPerson(signIn.Identified.Login);
            rooms.Trace.Refused(signIn.Identified, nameof(Identify), other, place.Name, null, null);
            return new AuthStep.Failure() { Banner = RefusalLine.Of(other) + "\r\n" };
        }

        return await rooms.StepUp.TryRecallAsync(signIn, cancellationToken) && !WantsFresher(signIn, jumpedTo ?? place.Name)
            ? new AuthStep.Success()
            : new AuthStep.Failure([KeyboardInteractive], PartialSuccess: true);
    }

    public ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken)
    {
        if (_proven is { } signIn)
        {
            return new ValueTask<AuthStep>(rooms.StepUp.Ask(signIn, jumpedTo ?? SshPlace.Of(userName).Name));
        }

        // Asked without a key: whoever reads this has none that is known here, and is told what to do about it.
        var shown = _rejected is null ? "Your SSH client showed no key." : $"No key that your SSH client showed is registered here (the first was {_rejected}).";
        return new ValueTask<AuthStep>(new AuthStep.Prompt(
            "RemoteDev Gateway", $"{shown}\nAdd your public key on your account page, {rooms.Origins.Portal}/account, or run: remotedev login", []));
    }

    public async ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(
        string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) =>
        _proven is { } signIn
            ? await rooms.StepUp.AnswerAsync(signIn, answers.Count == 1 ? answers[0] : null, cancellationToken)
            : new AuthStep.Failure([PublicKey]);

    public void Reset() => Abandon();

    /// <summary>Ends the sign-in; whatever hangs from it ends with it.</summary>
    public void Abandon()
    {
        if (_proven is { } old)
        {
            _proven = null;
            rooms.SignIns.End(old.Identified.SignIn, EndReason.Closed);
        }
    }

    private bool WantsFresher(SshSignIn signIn, string place) =>
        rooms.Catalog.Current.Environments.ContainsKey(place)
        && rooms.StepUpRoom.Verify(signIn.Identified).Passed(out var verified, out _)
        && SshReach.WantsFresherFactor(rooms.Authorize, verified, place);
}
