using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>A sign-in that has just opened, with the one copy of its cookie.</summary>
internal sealed record OpenedSignIn(Secret Cookie, SignIn SignIn);
