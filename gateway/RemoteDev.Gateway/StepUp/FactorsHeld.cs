namespace RemoteDev.Gateway.StepUp;

/// <summary>What second factors somebody has.</summary>
/// <param name="Since">When the account got the factors it began with; what was shown before is of another enrolment.</param>
/// <param name="AppSince">When the authenticator app was set up, or null when there is none.</param>
/// <param name="Passkeys">How many passkeys.</param>
internal sealed record FactorsHeld(DateTimeOffset Since, DateTimeOffset? AppSince, int Passkeys)
{
    public bool Any => AppSince is not null || Passkeys > 0;
}
