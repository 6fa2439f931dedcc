using Microsoft.Extensions.Primitives;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Identify.Authorities;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Identify.Tokens;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp.Devices;
using RemoteDev.Ssh;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>
/// The machine's half of <c>remotedev login</c>, by the names of OAuth: its metadata (RFC 8414), the device flow (RFC 8628) and revocation
/// (RFC 7009). Whoever asks is nobody yet; who the machine works for is decided on a page, by a person.
/// </summary>
internal static class OAuthEndpoints
{
    public const string ClientId = "remotedev-cli";
    public const string DeviceGrantType = "urn:ietf:params:oauth:grant-type:device_code";

    private const string MetadataPath = "/.well-known/oauth-authorization-server";
    private const string DevicePath = "/oauth/device_authorization";
    private const string TokenPath = "/oauth/token";
    private const string RevokePath = "/oauth/revoke";

    private static readonly string[] GetOnly = ["GET"];
    private static readonly string[] PostOnly = ["POST"];
    private static readonly string[] NoSecret = ["none"];
    private static readonly string[] Grants = [DeviceGrantType];

    public static void Map(WebApplication app)
    {
        app.MapMethods(MetadataPath, GetOnly, MetadataAsync).WithMetadata(new OpenToAllAttribute());
        app.MapMethods(DevicePath, PostOnly, context => AnswerAsync(context, BeginAsync)).WithMetadata(new OpenToProgramsAttribute());
        app.MapMethods(TokenPath, PostOnly, context => AnswerAsync(context, PollAsync)).WithMetadata(new OpenToProgramsAttribute());
        app.MapMethods(RevokePath, PostOnly, context => AnswerAsync(context, RevokeAsync)).WithMetadata(new OpenToProgramsAttribute());
    }

    private static Task MetadataAsync(HttpContext context)
    {
        var portal = context.RequestServices.GetRequiredService<GatewayOrigins>().Portal;
        return OAuthError.WriteAsync(context, StatusCodes.Status200OK, new
        {
            issuer = portal,
            device_authorization_endpoint = portal + DevicePath,
            token_endpoint = portal + TokenPath,
            revocation_endpoint = portal + RevokePath,
            grant_types_supported = Grants,
            response_types_supported = Array.Empty<string>(),
            scopes_supported = DeviceScope.Words,
            token_endpoint_auth_methods_supported = NoSecret,
            revocation_endpoint_auth_methods_supported = NoSecret,
        });
    }

    private static async Task AnswerAsync(HttpContext context, Func<HttpContext, OAuthForm, Task<OAuthError?>> answer)
    {
        var (form, fault) = IsByAPageElsewhere(context.Request) ? (null, OAuthError.Foreign) : await OAuthForm.ReadAsync(context, context.RequestAborted);
        var error = form is null ? fault
            : form["client_id"] != ClientId || context.Request.Headers.Authorization.Count > 0 ? OAuthError.Client
            : await answer(context, form);
        if (error is not null)
        {
            await error.WriteAsync(context);
        }
    }

    private static async Task<OAuthError?> BeginAsync(HttpContext context, OAuthForm form)
    {
        if (!DeviceScope.TryRead(form["scope"], out var scope))
        {
            return OAuthError.Scope;
        }

        var services = context.RequestServices;
        SshPublicKey? key = null;
        if (scope.Ssh)
        {
            if (!services.GetRequiredService<SshAddress>().IsOpen)
            {
                return OAuthError.NoDoor;
            }

            if (!services.GetRequiredService<SshAuthorities>().IsLoaded)
            {
                return OAuthError.NotNow;
            }

            if (form["ssh_public_key"] is not { } line || !SshPublicKey.TryParseLine(line.Trim(), out key, out _, out _) || key.Certificate is not null)
            {
                return OAuthError.Request(
                    "ssh_public_key is not the line of a public key that is accepted here: ssh-ed25519, ecdsa-sha2-nistp256/384/521, ssh-rsa from 3072 bits, or sk-….");
            }
        }

        if (form["machine"] is not { Length: <= DeviceAuthorizations.LongestMachine } machine || machine.Any(IsUnseen))
        {
            return OAuthError.Request("machine is the machine's name: 1 to 64 characters, none of them a control character.");
        }

        var source = context.Features.Get<Connection>()!.Source;
        var devices = services.GetRequiredService<DeviceAuthorizations>();
        if (!(await devices.BeginAsync(scope, key, machine, source, context.RequestAborted)).Passed(out var begun, out var refusal))
        {
            return (ReferenceEquals(refusal, DeviceAuthorizations.CrowdedThere) ? OAuthError.Crowded : OAuthError.NotNow) with { Description = refusal.Reason };
        }

        var page = $"{services.GetRequiredService<GatewayOrigins>().Portal}/ssh/login";
        var code = UserCode.Show(begun.Request.UserCode);
        await OAuthError.WriteAsync(context, StatusCodes.Status200OK, new DeviceAnswer(
            begun.DeviceCode.Reveal(), code, page, $"{page}/{code}", (int)DeviceAuthorizations.Lifetime.TotalSeconds, (int)DeviceAuthorizations.Pace.TotalSeconds));
        return null;
    }

    private static async Task<OAuthError?> PollAsync(HttpContext context, OAuthForm form)
    {
        if (form["grant_type"] is not { } grant)
        {
            return OAuthError.Request("grant_type is missing.");
        }

        if (grant != DeviceGrantType)
        {
            return OAuthError.GrantType;
        }

        if (form["device_code"] is not { } code)
        {
            return OAuthError.Request("device_code is missing.");
        }

        if (!TokenHash.TryOf(code, out _))
        {
            return OAuthError.BadDeviceCode;
        }

        try
        {
            var (outcome, request) = await context.RequestServices.GetRequiredService<DeviceAuthorizations>().PollAsync(code, context.RequestAborted);
            if (outcome == DeviceOutcome.Granted)
            {
                await GiveAsync(context, request!);
                return null;
            }

            return outcome switch
            {
                DeviceOutcome.Pending => OAuthError.Pending,
                DeviceOutcome.SlowDown => OAuthError.SlowDown,
                DeviceOutcome.Denied => OAuthError.Denied,
                DeviceOutcome.NotNow => OAuthError.NotNow,
                _ => OAuthError.Expired,
            };
        }
        catch (SharedStateException)
        {
            return OAuthError.NotNow;
        }
    }

    private static Task GiveAsync(HttpContext context, DeviceRequest request)
    {
        var services = context.RequestServices;
        var (grant, ssh) = (request.Grant!, services.GetRequiredService<SshAddress>());
        var left = grant.Until - services.GetRequiredService<TimeProvider>().GetUtcNow();
        return OAuthError.WriteAsync(context, StatusCodes.Status200OK, new TokenAnswer(
            grant.Token ?? grant.Certificate!,
            grant.Token is null ? "N_A" : "Bearer",
            (int)Math.Max(0, left.TotalSeconds),
            request.Scope.ToString(),
            grant.Login,
            grant.Token is null ? null : services.GetRequiredService<GatewayOrigins>().Git,
            grant.Certificate,
            grant.Certificate is null ? null : ssh.Host,
            grant.Certificate is null ? null : ssh.Port,
            grant.Certificate is null ? null : services.GetRequiredService<SshAuthorities>().HostAuthority.ToLine(),
            grant.Certificate is null ? null : grant.Environments));
    }

    // RFC 7009, section 2.2: the answer is the same whether or not there was such a token. Section 2.2.1: one that may live on is told so.
    private static async Task<OAuthError?> RevokeAsync(HttpContext context, OAuthForm form)
    {
        if (form["token"] is not { } token)
        {
            return OAuthError.Request("token is missing.");
        }

        var source = context.Features.Get<Connection>()!.Source;
        if (await context.RequestServices.GetRequiredService<AccessTokenDesk>().RevokeValueAsync(token, source, context.RequestAborted) is { } unknown)
        {
            return OAuthError.NotNow with { Description = unknown.Reason };
        }

        await OAuthError.WriteAsync(context, StatusCodes.Status200OK, new object());
        return null;
    }

    // Programs say neither where they come from nor that they are a page.
    private static bool IsByAPageElsewhere(HttpRequest request) =>
        (!StringValues.IsNullOrEmpty(request.Headers["Sec-Fetch-Site"]) || !StringValues.IsNullOrEmpty(request.Headers.Origin)) && !SameOrigin.Holds(request);

    private static bool IsUnseen(char c) => char.IsControl(c) || char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.Format;
}
