using RemoteDev.Gateway.Console.Layout;

namespace RemoteDev.Gateway.Console;

/// <summary>Registers the portal, administration and security pages.</summary>
internal static class ConsoleRegistration
{
    public static WebApplicationBuilder AddConsole(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ConsoleAssets>();
        builder.Services.AddRazorPages(options => options.RootDirectory = "/Console/Pages");
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "__Host-rd-form";
            options.Cookie.Path = "/";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.Always;
            options.FormFieldName = "_form";
            options.HeaderName = "X-RemoteDev-Form";
            options.SuppressXFrameOptionsHeader = true;
        });
        return builder;
    }

    /// <summary>Maps pages and assets. Only the portal door may reach them.</summary>
    public static WebApplication UseConsole(this WebApplication app)
    {
        app.Use(PageHeaders.Apply);
        app.MapGet("/assets/{name}", static (string name, string? v, ConsoleAssets assets, HttpResponse response) =>
            assets.Serve(name, v, response));
        app.MapRazorPages();
        return app;
    }
}
