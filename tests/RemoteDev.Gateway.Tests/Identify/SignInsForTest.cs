using System.Net;
using Microsoft.AspNetCore.Http;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Gateway.Tests.Identify;

/// <summary>Sign-ins without the ways that lead to them. In memory every step is done when it returns.</summary>
internal static class SignInsForTest
{
    private static readonly FirstFactor First = new("test");

    public static (Secret Cookie, SignIn SignIn) Open(this SignInSessions signIns, string login, IPAddress source, TokenHash? replaces)
    {
        var step = Done(signIns.OpenAsync(new NewSignIn(login, First, new SignInClient(source, replaces)), CancellationToken.None));
        Assert.True(step.Passed(out var opened, out var refusal), refusal?.Reason);
        return (opened.Cookie, opened.SignIn);
    }

    public static Secret? Renew(this SignInSessions signIns, TokenHash cookie) =>
        Done(signIns.RenewAsync(cookie, CancellationToken.None)).Passed(out var renewed, out _) ? renewed : null;

    public static Step<Identified> FromPortal(this IdentifyRoom room, Connection connection, HttpRequest request) =>
        Done(room.FromPortalAsync(connection, request, CancellationToken.None));

    private static T Done<T>(ValueTask<T> step)
    {
        Assert.True(step.IsCompletedSuccessfully, "One gateway alone waits for nobody.");
        return step.Result;
    }
}
