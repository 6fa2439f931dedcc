using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using RemoteDev.Gateway.Authorize;
using RemoteDev.Gateway.Console;
using RemoteDev.Gateway.Contain.Outbound;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Listen.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Trace;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

/// <summary>The house up to the portal's pages. Only Listen is stood in for: every request counts as one through the portal's door.</summary>
internal static class PortalHouse
{
    public static Task<IdentifyHouse> OpenAsync(
        ManualClock? clock = null, IEnumerable<KeyValuePair<string, string?>>? settings = null, string? folder = null) => IdentifyHouse.OpenAsync(
        folder: folder,
        clock: clock,
        settings: settings,
        more: builder =>
        {
            builder.AddAuthorize();
            Assert.True(GatewayOrigins.TryParse(IdentifyHouse.Portal, out var origins, out _));
            builder.Services.AddSingleton(origins);
            builder.AddSshListener();
            builder.Services.AddSingleton<IOutboundHttp, UpstreamPool>();
            builder.AddConsole();
        },
        use: app =>
        {
            app.Use((context, next) =>
            {
                context.Features.Set(Connection.Accept(
                    context.TraceIdentifier, Door.Portal, "", context.Connection.RemoteIpAddress!, encrypted: false, DateTimeOffset.UnixEpoch));
                return next(context);
            });
            app.UseConsole();
        });
}
