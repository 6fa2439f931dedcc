using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Identify.Sessions;

/// <summary>A sign-in in the words of the trace.</summary>
internal static class SignInEvents
{
    private const int DeviceChars = 12;

    public static SignInSucceeded Succeeded(SignIn signIn) => new SignInSucceeded
    {
        Actor = signIn.Login,
        Source = signIn.Source.ToString(),
        SignIn = signIn.Id,
        Method = signIn.First.Method,
        Provider = signIn.First.Provider,
        Device = DeviceOf(signIn),
        Agent = signIn.Agent,
    };

    /// <summary>By which a reviewer sees that it was the same browser as another time; the cookie behind it is not to be guessed from it.</summary>
    public static string? DeviceOf(SignIn signIn) => signIn.Device?[..DeviceChars];
}
