using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Totp;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>A person with an account, signed in as enrolment leaves them.</summary>
internal sealed record EnrolledPerson(string Login, TotpKey Key, Secret Cookie, SignIn SignIn, IReadOnlyList<string> RecoveryCodes);
