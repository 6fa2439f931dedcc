using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>A sign-in that is to open: whose, by what, from where.</summary>
internal sealed record NewSignIn(string Login, FirstFactor First, SignInClient Client);
