using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Passkeys;

namespace RemoteDev.Gateway.StepUp.Enrolment;

/// <summary>The last step of an enrolment with a passkey where somebody wants no authenticator app.</summary>
internal sealed class PasskeyEnrolment(EnrolmentDesk desk, PasskeyVerifier verifier, PasskeyCeremonies ceremonies)
{
    /// <summary>A challenge to make one.</summary>
    public async Task<Step<PasskeyRequest>> InviteAsync(PendingEnrolment enrolment, HttpContext http, Connection connection)
    {
        var (options, state) = await verifier.InviteAsync(enrolment.Login, enrolment.Login, http);
        var ceremony = new PasskeyCeremony(PasskeyPurpose.Enrol, state, enrolment.Invitation.ToString());
        return await ceremonies.AddAsync(ceremony, connection.Source, http.RequestAborted) is { } cookie ? new PasskeyRequest(options, cookie) : PasskeyRefusals.Crowded;
    }

    /// <summary>Finishes with the passkey that the browser made. When it is not taken, the enrolment goes on and another may be tried.</summary>
    /// <param name="client">Where it comes from; what the browser had before ends.</param>
    public async Task<EnrolmentOutcome> ConfirmAsync(
        PendingEnrolment enrolment,
        string? challenge,
        string? name,
        string? answer,
        HttpContext http,
        SignInClient client,
        CancellationToken cancellationToken)
    {
        if (PasskeyDesk.NameOf(name) is not { } called)
        {
            return new EnrolmentOutcome.Unfit([PasskeyRefusals.NoName.Reason]);
        }

        if (await ceremonies.TakeAsync(challenge, PasskeyPurpose.Enrol, enrolment.Invitation.ToString(), cancellationToken) is not { } ceremony)
        {
            return new EnrolmentOutcome.Unfit([PasskeyRefusals.Over.Reason]);
        }

        var (made, _) = await verifier.ReadNewAsync(ceremony, called, answer, http);
        return made is null || made.Login != enrolment.Login
            ? new EnrolmentOutcome.Unfit([PasskeyRefusals.NotMade.Reason])
            : await desk.CompleteAsync(enrolment, EnrolledFactor.Key(made), client, cancellationToken);
    }
}
