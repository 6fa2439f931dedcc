using RemoteDev.Gateway.Listen;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>
/// The door of the operator's socket. Which listener a connection came in by is a fact of the connection: no header, host or path
/// makes a TCP request the operator's. Of all endpoints only those of the API answer here.
/// </summary>
internal static class OperatorDoor
{
    /// <summary>Answers every request of the operator's socket, so that none reaches the doors behind.</summary>
    public static WebApplication UseOperator(this WebApplication app)
    {
        app.MapWhen(
            static context => Listener.Of(context) == ListenerKind.Operator,
            static branch =>
            {
                branch.UseMiddleware<ApiFaults>();
                branch.UseRouting();
                branch.Use(Guard);
                // A branch routes in a world of its own: pages and the endpoints of other doors do not exist in it.
                branch.UseEndpoints(static endpoints => endpoints.MapApi(described: false));
            });
        return app;
    }

    internal static Task Guard(HttpContext context, RequestDelegate next)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<ApiRuleAttribute>() is null)
        {
            context.SetEndpoint(null);
            return ApiProblem.NoSuchThing("There is no such endpoint here; the API is below /api/v1.").ExecuteAsync(context);
        }

        context.Features.Set(ApiCaller.Operator);
        return next(context);
    }
}
