using Microsoft.Extensions.Primitives;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Console.Pages.SignIn;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Identify.OpenId.Attempts;
using RemoteDev.Gateway.Identify.OpenId.SignOut;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Replicas;
using RemoteDev.Gateway.StepUp;

namespace RemoteDev.Gateway.Console.OpenId;

/// <summary>The addresses by which browsers go to providers and come back, and by which providers say that somebody signed out.</summary>
internal static class OpenIdEndpoints
{
    private const int MaxReturn = 1024;

    private static readonly string[] GetOnly = ["GET"];
    private static readonly string[] PostOnly = ["POST"];

    public static void Map(WebApplication app)
    {
        app.MapMethods("/signin/openid/{name}", GetOnly, BeginAsync).WithMetadata(new OpenToAllAttribute());
        app.MapMethods("/signin/openid/{name}/confirm", GetOnly, ConfirmAsync).WithMetadata(new OpenToAllAttribute());
        app.MapMethods("/signout/go", GetOnly, Leave).WithMetadata(new OpenToAllAttribute());
        foreach (var (name, options) in app.Services.GetRequiredService<IdentifyOptions>().Providers)
        {
            var paths = OpenIdPaths.Of(name, options);
            app.MapMethods(paths.Callback, GetOnly, context => FinishAsync(context, name)).WithMetadata(new OpenToAllAttribute());
            if (options.ResponseMode == "form_post")
            {
                app.MapMethods(paths.Callback, PostOnly, context => ForwardAsync(context, paths.Callback)).WithMetadata(new OpenToProvidersAttribute());
            }

            app.MapMethods(paths.RemoteSignOut, GetOnly, context => FrontChannelAsync(context, name)).WithMetadata(new OpenToProvidersAttribute());
            app.MapMethods(paths.RemoteSignOut, PostOnly, context => BackChannelAsync(context, name)).WithMetadata(new OpenToProvidersAttribute());
            app.MapMethods(paths.SignedOutCallback, GetOnly, context => Go(context, "/signin?bye=1")).WithMetadata(new OpenToAllAttribute());
        }
    }

    private static async Task BeginAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        var goingTo = ReturnAddress.Safe(context.Request.Query["return"]);
        if (services.GetRequiredService<ProviderChoices>().Find(name) is null)
        {
            await Trouble(context, OpenIdFaultKind.NotOffered, name, "/");
            return;
        }

        await SendAsync(context, Provider(services, name), goingTo, null);
    }

    // Whoever is signed in by a provider goes to it to be asked again.
    private static async Task ConfirmAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        var goingTo = ReturnAddress.Safe(context.Request.Query["return"]);
        if (PortalCookies.SignIn(context.Request) is not { } cookie
            || !(await services.GetRequiredService<SignInSessions>().LookAsync(cookie, IdentifyRoom.DeviceOf(context.Request), context.RequestAborted)).Passed(out var signIn, out _))
        {
            await Go(context, goingTo == "/" ? "/signin" : $"/signin?return={Uri.EscapeDataString(goingTo)}");
            return;
        }

        if (services.GetRequiredService<ProviderChoices>().ToConfirm(signIn) is not { } entry || entry.Name != name)
        {
            await Trouble(context, OpenIdFaultKind.NotOffered, name, goingTo, "/signin/verify");
            return;
        }

        var email = services.GetRequiredService<CatalogRoom>().Current.People.GetValueOrDefault(signIn.Login)?.Email ?? "";
        await SendAsync(context, Provider(services, name), goingTo, new ConfirmationAsked(signIn.Id, entry.MfaContexts, email));
    }

    private static async Task SendAsync(HttpContext context, OpenIdProvider provider, string goingTo, ConfirmationAsked? confirmation)
    {
        var services = context.RequestServices;
        var began = await provider.BeginAsync(goingTo.Length <= MaxReturn ? goingTo : "/", confirmation, context.RequestAborted);
        if (!began.Passed(out var begun, out var fault))
        {
            await services.GetRequiredService<OpenIdSignIn>().RefuseAsync(provider, fault, new SignInClient(Source(context)), goingTo, context.RequestAborted);
            await Trouble(context, fault.Kind, provider.Name, goingTo, confirmation is null ? "/signin" : "/signin/verify");
            return;
        }

        var sealedAttempt = services.GetRequiredService<AttemptSeal>().Seal(begun.Attempt);
        context.Response.Cookies.Append(AttemptSeal.CookieName(begun.Attempt.State), sealedAttempt, AttemptCookie(SignInAttempt.Lifetime));
        await Go(context, begun.GoTo.AbsoluteUri);
    }

    private static async Task FinishAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        var answer = CallbackAnswer.Read(context.Request.Query);
        var cookieName = AttemptSeal.CookieName(answer?.State ?? "");
        var cookie = CookieHeader.Find(context.Request.Headers.Cookie, cookieName).ToString();
        var client = PortalCookies.Client(context, Listened(context));
        var outcome = await services.GetRequiredService<OpenIdSignIn>().ReceiveAsync(Provider(services, name), answer, cookie, client, context.RequestAborted);

        // The cookie stays: whoever comes back a second time is told that it was used, and it proves nothing any more.
        await outcome.Match(
            opened => EnterAsync(context, opened),
            confirmed => ReenterAsync(context, confirmed, name),
            refused => Trouble(context, refused.Why, name, ReturnAddress.Safe(refused.Return), refused.Confirms ? "/signin/verify" : "/signin"));
    }

    private static async Task EnterAsync(HttpContext context, OpenIdOutcome.Opened opened)
    {
        var strong = await context.RequestServices.GetRequiredService<ProviderFactor>()
            .TryAsync(opened.SignIn.SignIn, opened.Who.Provider, opened.Who.Claims, opened.AuthenticatedAt, context.RequestAborted);
        PortalCookies.SetSignIn(context.Response, opened.SignIn.Cookie);
        var next = ReturnAddress.Safe(opened.Return);
        await Go(context, strong ? next : next == "/" ? "/signin/verify" : $"/signin/verify?return={Uri.EscapeDataString(next)}");
    }

    // To where the work is, which went on meanwhile.
    private static async Task ReenterAsync(HttpContext context, OpenIdOutcome.Confirmed confirmed, string name)
    {
        var outcome = await context.RequestServices.GetRequiredService<ProviderFactor>().ConfirmAsync(confirmed, Source(context), context.RequestAborted);
        var next = ReturnAddress.Safe(confirmed.Return);
        await outcome.Match(
            proven =>
            {
                PortalCookies.SetSignIn(context.Response, proven.Cookie);
                return Go(context, next);
            },
            refused => Trouble(
                context, refused.Why.Code == RefusalCode.BadCredential ? OpenIdFaultKind.FactorNotHonoured : OpenIdFaultKind.NotReady, name, next, "/signin/verify"));
    }

    // A form that the provider's page sends brings no Lax cookie of ours along; the same answer as a link does.
    private static async Task ForwardAsync(HttpContext context, string callback)
    {
        var form = await FormAsync(context);
        string[] known = ["state", "code", "iss", "error"];
        var query = form.Where(field => known.Contains(field.Key, StringComparer.Ordinal))
            .SelectMany(field => field.Value.Select(value => $"{field.Key}={Uri.EscapeDataString(value ?? "")}"));
        context.Response.StatusCode = StatusCodes.Status303SeeOther;
        context.Response.Headers.Location = $"{callback}?{string.Join('&', query)}";
    }

    private static async Task FrontChannelAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        try
        {
            var (issuer, session) = (One(context.Request.Query["iss"]), One(context.Request.Query["sid"]));
            var ended = await services.GetRequiredService<ProviderSignOut>()
                .FromBrowserAsync(Provider(services, name), issuer, session, Source(context), context.RequestAborted);
            await AnswerAsync(context, ended ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        }
        catch (SharedStateException)
        {
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static async Task BackChannelAsync(HttpContext context, string name)
    {
        var services = context.RequestServices;
        try
        {
            var token = One((await FormAsync(context))["logout_token"]);
            var ended = await services.GetRequiredService<ProviderSignOut>()
                .FromProviderAsync(Provider(services, name), token, Source(context), context.RequestAborted);
            await AnswerAsync(context, ended ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
        }
        catch (SharedStateException)
        {
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static Task Leave(HttpContext context)
    {
        var away = context.RequestServices.GetRequiredService<AwayCookie>().Read(context.Request);
        AwayCookie.Forget(context.Response);
        return Go(context, away?.AbsoluteUri ?? "/signin?bye=1");
    }

    private static Task AnswerAsync(HttpContext context, int status)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(status == StatusCodes.Status200OK ? "{}" : "{\"error\":\"invalid_request\"}", context.RequestAborted);
    }

    private static async Task<IFormCollection> FormAsync(HttpContext context) =>
        context.Request.HasFormContentType ? await context.Request.ReadFormAsync(context.RequestAborted) : FormCollection.Empty;

    private static string? One(StringValues values) => values is [{ Length: > 0 } one] ? one : null;

    private static OpenIdProvider Provider(IServiceProvider services, string name) =>
        services.GetRequiredService<OpenIdProviders>().Find(name) ?? throw new InvalidOperationException($"{name} has an address and no provider.");

    private static Connection Listened(HttpContext context) =>
        context.Features.Get<Connection>() ?? throw new InvalidOperationException("A request reached sign-in around Listen.");

    private static System.Net.IPAddress Source(HttpContext context) => Listened(context).Source;

    private static Task Trouble(HttpContext context, OpenIdFaultKind kind, string provider, string goingTo, string page = "/signin") => Go(
        context,
        $"{page}?trouble={kind}&provider={Uri.EscapeDataString(provider)}{(goingTo == "/" ? "" : $"&return={Uri.EscapeDataString(goingTo)}")}");

    private static Task Go(HttpContext context, string address)
    {
        context.Response.Redirect(address);
        return Task.CompletedTask;
    }

    private static CookieOptions AttemptCookie(TimeSpan lifetime) =>
        new() { Path = "/", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax, IsEssential = true, MaxAge = lifetime };
}
