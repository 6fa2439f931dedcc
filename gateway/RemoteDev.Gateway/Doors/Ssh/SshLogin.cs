using RemoteDev.Gateway.Catalog.Database;
using RemoteDev.Gateway.Contain.Ssh;
using RemoteDev.Gateway.Identify.Connectors;
using RemoteDev.Gateway.Identify.SshKeys;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp;
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

    /// <summary>The connector that signed in, when it was no person.</summary>
    public ConnectorIdentity? Connector { get; private set; }

    public async ValueTask<AuthStep> PublicKeyOfferedAsync(string userName, SshPublicKey key, CancellationToken cancellationToken)
    {
        try
        {
            return await OfferedAsync(key, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            return NotNow(await rooms.SignIns.NoKeysNowAsync(connection, key, cancellationToken));
        }
    }

    public async ValueTask<AuthStep> PublicKeyProvenAsync(string userName, SshPublicKey key, SecurityKeyUse? use, CancellationToken cancellationToken)
    {
        Abandon();
        try
        {
            return await ProvenAsync(userName, key, cancellationToken);
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            Abandon();
            return NotNow(await rooms.SignIns.NoKeysNowAsync(connection, key, cancellationToken));
        }
    }

    private async ValueTask<AuthStep> OfferedAsync(SshPublicKey key, CancellationToken cancellationToken)
    {
        // Both are always asked, so that the time it takes does not tell whose key it is.
        var isPersons = await rooms.SignIns.IsKnownAsync(key, cancellationToken);
        var isConnectors = await rooms.Connectors.EnvironmentOfAsync(key, cancellationToken) is not null;
        if (isPersons || isConnectors)
        {
            return new AuthStep.Acceptable();
        }

        _rejected ??= key.Fingerprint;
        return new AuthStep.Failure();
    }

    private async ValueTask<AuthStep> ProvenAsync(string userName, SshPublicKey key, CancellationToken cancellationToken)
    {
        if (await rooms.Connectors.EnvironmentOfAsync(key, cancellationToken) is { } environment)
        {
            return await ConnectorAsync(SshPlace.Of(userName), key, environment, cancellationToken);
        }

        var step = await rooms.SignIns.OpenAsync(connection, key, cancellationToken);
        if (!step.Passed(out var signIn, out var refusal))
        {
            return refusal.Code == RefusalCode.NotReady ? NotNow(refusal) : new AuthStep.Failure() { Banner = RefusalLine.Of(refusal) + "\r\n" };
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

    public async ValueTask<AuthStep> KeyboardInteractiveStartedAsync(string userName, CancellationToken cancellationToken)
    {
        if (_proven is { } signIn)
        {
            return await AskedAsync(signIn, () => rooms.StepUp.AskAsync(signIn, jumpedTo ?? SshPlace.Of(userName).Name, cancellationToken));
        }

        // Asked without a key: whoever reads this has none that is known here, and is told what to do about it.
        var shown = _rejected is null ? "Your SSH client showed no key." : $"No key that your SSH client showed is registered here (the first was {_rejected}).";
        return new AuthStep.Prompt(
            "RemoteDev Gateway", $"{shown}\nAdd your public key on your account page, {rooms.Origins.Portal}/account, or run: remotedev login", []);
    }

    public async ValueTask<AuthStep> KeyboardInteractiveAnsweredAsync(
        string userName, IReadOnlyList<string> answers, CancellationToken cancellationToken) =>
        _proven is { } signIn
            ? await AskedAsync(signIn, async () => await rooms.StepUp.AnswerAsync(signIn, answers.Count == 1 ? answers[0] : null, cancellationToken))
            : new AuthStep.Failure([PublicKey]);

    public void Reset() => Abandon();

    // Comes to the gateway itself, never by a jump. No factor: it is a machine's key, and opens nothing but the way to that machine.
    private async ValueTask<AuthStep> ConnectorAsync(SshPlace place, SshPublicKey key, string environment, CancellationToken cancellationToken)
    {
        var named = jumpedTo is null ? place : default;
        if ((await rooms.Connectors.OpenAsync(connection, key, environment, named.Login, named.Name, cancellationToken)).Passed(out var connector, out var refusal))
        {
            Connector = connector;
            return new AuthStep.Success();
        }

        return new AuthStep.Failure() { Banner = RefusalLine.Of(refusal) + "\r\n" };
    }

    /// <summary>Ends the sign-in; whatever hangs from it ends with it.</summary>
    public void Abandon()
    {
        Connector = null;
        if (_proven is { } old)
        {
            _proven = null;
            rooms.SignIns.End(old.Identified.SignIn, EndReason.Closed);
        }
    }

    private async ValueTask<AuthStep> AskedAsync(SshSignIn signIn, Func<ValueTask<AuthStep>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception lost) when (DatabaseFault.IsOne(lost))
        {
            rooms.Trace.Refused(signIn.Identified, nameof(StepUp), FactorRefusals.DatabaseLost, null, null, null);
            return NotNow(FactorRefusals.DatabaseLost);
        }
    }

    // Ends the connection: a failure would make the client try its other keys, and then say that none is known.
    private static AuthStep.Disconnect NotNow(Refusal refusal) =>
        new(new SshFault(DisconnectReason.ServiceNotAvailable, RefusalLine.Of(refusal), FaultOrigin.Local));

    private bool WantsFresher(SshSignIn signIn, string place) =>
        rooms.Catalog.Current.Environments.ContainsKey(place)
        && rooms.StepUpRoom.Verify(signIn.Identified).Passed(out var verified, out _)
        && SshReach.WantsFresherFactor(rooms.Authorize, verified, place);
}
