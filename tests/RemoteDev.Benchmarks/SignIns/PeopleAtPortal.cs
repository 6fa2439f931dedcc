using System.Net;
using System.Security.Cryptography;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;

namespace RemoteDev.Benchmarks.SignIns;

/// <summary>Many sign-ins of one person, each in a browser of its own, and a request of each.</summary>
internal static class PeopleAtPortal
{
    public static async Task<HttpRequest[]> SignInAsync(SignInSessions signIns, string login, int count)
    {
        var requests = new HttpRequest[count];
        for (var i = 0; i < count; i++)
        {
            var device = Secret.New();
            var step = await signIns.OpenAsync(
                new NewSignIn(login, new FirstFactor("password"), new SignInClient(IPAddress.Loopback, Device: device.Hash)), CancellationToken.None);
            if (!step.Passed(out var opened, out var refusal))
            {
                throw new InvalidOperationException(refusal.Reason);
            }

            opened.SignIn.Strengthen(new MfaProof("totp", TimeProvider.System.GetUtcNow()));
            requests[i] = new DefaultHttpContext().Request;
            requests[i].Headers.Cookie =
                $"theme=dark; {IdentifyRoom.DeviceCookieName}={device.Reveal()}; lang=en-GB; {IdentifyRoom.CookieName}={opened.Cookie.Reveal()}; _ga=GA1.2.{i}";
        }

        RandomNumberGenerator.Shuffle(requests.AsSpan());
        return requests;
    }

    public static Connection AtPortal() =>
        Connection.Accept("bench", Door.Portal, "", IPAddress.Loopback, encrypted: false, TimeProvider.System.GetUtcNow());
}
