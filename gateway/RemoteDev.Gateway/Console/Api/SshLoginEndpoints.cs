using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.StepUp.Ssh.Logins;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>
/// The machine's half of <c>remotedev login</c> (RFC 8628). It is nobody yet, so both open to all, and not on the operator's socket; who
/// the machine works for is decided on a page, by a person.
/// </summary>
internal static class SshLoginEndpoints
{
    private const int BodyLimit = 8 * 1024;

    private static readonly Refusal NoDoor = new(RefusalCode.Unknown, "This gateway has no SSH door.");

    private static readonly Refusal NoKey = new(
        RefusalCode.Malformed, "publicKey is not the line of a public key that is accepted here: ssh-ed25519, ecdsa-sha2-nistp256/384/521, ssh-rsa from 3072 bits, or sk-….");

    private static readonly Refusal NoMachine = new(
        RefusalCode.Malformed, "machine is the machine's name: 1 to 64 characters, none of them a control character.");

    public static void Map(IEndpointRouteBuilder app)
    {
        var api = app.MapGroup($"{ApiRegistration.Prefix}/ssh/logins").WithTags("ssh").WithMetadata(new OpenToAllAttribute());
        api.MapPost("", BeginAsync).Accepts<SshLoginBody>("application/json").Produces<SshLoginBegunAnswer>()
            .WithSummary("A machine asks for a certificate for its SSH key; answers with the code that its person types at the portal.");
        api.MapPost("/outcome", PollAsync).Accepts<SshLoginPollBody>("application/json").Produces<SshLoginAnswer>()
            .WithSummary("What came of it. Until somebody has decided, a problem of status 400 is titled authorization_pending or slow_down.");
    }

    private static async Task<IResult> BeginAsync(
        HttpContext context,
        [FromServices] SshLogins logins,
        [FromServices] SshAuthorities authorities,
        [FromServices] SshAddress address,
        [FromServices] GatewayOrigins origins,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (body, problem) = await ReadAsync<SshLoginBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (!address.IsOpen || !authorities.IsLoaded)
        {
            return ApiProblem.Of(address.IsOpen ? SshRefusals.NoAuthority : NoDoor);
        }

        if (!SshPublicKey.TryParseLine(body.PublicKey.Trim(), out var key, out _, out _) || key.Certificate is not null)
        {
            return ApiProblem.Of(NoKey);
        }

        if (body.Machine.Length is 0 or > SshLogins.LongestMachine || body.Machine.Any(c => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format))
        {
            return ApiProblem.Of(NoMachine);
        }

        var source = context.Features.Get<Connection>()!.Source;
        if (!logins.Begin(key, body.Machine, source).Passed(out var begun, out var refusal))
        {
            return ApiProblem.Of(refusal);
        }

        var page = $"{origins.Portal}/ssh/login";
        var code = UserCode.Show(begun.Request.UserCode);
        return Results.Ok(new SshLoginBegunAnswer(
            begun.DeviceCode.Reveal(), code, page, $"{page}/{code}", (int)SshLogins.Lifetime.TotalSeconds, (int)SshLogins.Pace.TotalSeconds));
    }

    private static async Task<IResult> PollAsync(
        HttpContext context,
        [FromServices] SshLogins logins,
        [FromServices] SshAuthorities authorities,
        [FromServices] SshAddress address,
        CancellationToken cancellationToken)
    {
        context.Response.Headers.CacheControl = "no-store";
        var (body, problem) = await ReadAsync<SshLoginPollBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var (outcome, grant) = logins.Poll(body.DeviceCode);
        return outcome switch
        {
            SshLoginOutcome.Granted => Results.Ok(new SshLoginAnswer(
                grant!.Login,
                grant.Certificate.ToLine(grant.Login),
                grant.Until,
                address.Host,
                address.Port,
                authorities.HostAuthority.ToLine(),
                grant.Environments)),
            SshLoginOutcome.Pending => Wait("authorization_pending", "Nobody has approved it yet."),
            SshLoginOutcome.SlowDown => Wait("slow_down", "Asked too soon. Wait five seconds longer from now on."),
            SshLoginOutcome.Denied => Wait("access_denied", "It was denied at the portal."),
            _ => Wait("expired_token", "Nobody approved it in time, or its outcome was told already."),
        };
    }

    private static IResult Wait(string error, string words) => Results.Problem(title: error, detail: words, statusCode: StatusCodes.Status400BadRequest);

    private static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        if (await ApiBody.ReadAsync(context, BodyLimit, cancellationToken) is not { } bytes)
        {
            return (null, ApiProblem.TooLarge(BodyLimit));
        }

        var faults = new List<CatalogFault>();
        var body = ApiBody.Parse<T>(bytes, faults);
        return (body, body is null ? ApiProblem.Faults(faults) : null);
    }
}
