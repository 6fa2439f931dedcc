using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace RemoteDev.Gateway.StepUp.Passkeys;

/// <summary>
/// What we ask of a passkey. It belongs to the portal's host, and an answer is taken from the portal's own origin only: browsers let
/// every page below that host ask for the same passkeys, and the pages of environments are not ours.
/// </summary>
internal sealed class PasskeyOptionsSetup(GatewayOrigins origins) : IConfigureOptions<IdentityPasskeyOptions>
{
    public void Configure(IdentityPasskeyOptions options)
    {
        options.ServerDomain = origins.Domain;
        options.AuthenticatorTimeout = PasskeyCeremonies.Lifetime;

        // Without it a found key is enough; with it the device asks for a finger, a face or a PIN, which makes one passkey two factors.
        options.UserVerificationRequirement = "required";

        // So that it can be found without a name. A key that has no room for that still serves after the password.
        options.ResidentKeyRequirement = "preferred";

        // Which make of authenticator it is, is the person's own affair.
        options.AttestationConveyancePreference = "none";
        options.ValidateOrigin = context => ValueTask.FromResult(
            !context.CrossOrigin
            && context.TopOrigin is null
            && string.Equals(context.Origin, origins.Portal, StringComparison.Ordinal));
    }
}
