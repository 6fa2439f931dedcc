using Microsoft.AspNetCore.Mvc;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Console.Access;
using RemoteDev.Gateway.Contain.Ssh.Connectors;
using RemoteDev.Gateway.Identify.Connectors;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>The connectors of environments that come to the gateway: which keys open for them, and whether one is connected.</summary>
internal static class ConnectorEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var rule = new ApiRuleAttribute(ConsoleAction.ManageCatalog);
        api.MapGet("/environments/{name}/connector", DescribeAsync).WithMetadata(rule)
            .WithTags("environments").Produces<ConnectorAnswer>().WithSummary("Whether the environment's connector is connected to this gateway, and its keys.");
        api.MapPost("/environments/{name}/connector/keys", AddAsync).WithMetadata(rule)
            .WithTags("environments").Accepts<ConnectorKeyBody>("application/json").Produces<ConnectorKeyAnswer>()
            .WithSummary("Registers a public key for the environment's connector.");
        api.MapPost("/environments/{name}/connector/keys/remove", RemoveAsync).WithMetadata(rule)
            .WithTags("environments").Accepts<ConnectorKeyRemovalBody>("application/json")
            .WithSummary("Removes a key; what is connected with it is cut before this answers.");
    }

    private static async Task<IResult> DescribeAsync(
        string name, [FromServices] CatalogRoom catalog, [FromServices] ConnectorKeys keys, [FromServices] LiveConnectors live, CancellationToken cancellationToken)
    {
        if (!catalog.Current.Environments.ContainsKey(name))
        {
            return ApiProblem.NoSuchThing($"There is no environments/{name} in the catalogue.");
        }

        var connected = live.Of(name);
        var rows = await keys.OfAsync(name, cancellationToken);
        return Results.Ok(new ConnectorAnswer(
            connected.Count > 0,
            [.. connected.Select(one => new ConnectorLinkAnswer(one.Since, one.Source.ToString(), one.LastSeen, one.Fingerprint))],
            [.. rows.Select(ConnectorKeyAnswer.Of)]));
    }

    private static async Task<IResult> AddAsync(string name, HttpContext context, [FromServices] ConnectorKeyDesk desk, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync<ConnectorKeyBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return (await desk.AddAsync(name, body.Name, body.Key, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out var added, out var refusal)
            ? Results.Ok(ConnectorKeyAnswer.Of(added))
            : ApiProblem.Of(refusal);
    }

    private static async Task<IResult> RemoveAsync(string name, HttpContext context, [FromServices] ConnectorKeyDesk desk, CancellationToken cancellationToken)
    {
        var (body, problem) = await ReadAsync<ConnectorKeyRemovalBody>(context, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        return (await desk.RemoveAsync(name, body.Fingerprint, ApiCaller.Of(context).Actor, cancellationToken)).Passed(out _, out var refusal)
            ? Results.NoContent()
            : ApiProblem.Of(refusal);
    }

    private static async Task<(T? Body, IResult? Problem)> ReadAsync<T>(HttpContext context, CancellationToken cancellationToken)
        where T : class
    {
        if (await ApiBody.ReadAsync(context, ApiBody.EntryLimit, cancellationToken) is not { } bytes)
        {
            return (null, ApiProblem.TooLarge(ApiBody.EntryLimit));
        }

        var faults = new List<CatalogFault>();
        return ApiBody.Parse<T>(bytes, faults) is { } body ? (body, null) : (null, ApiProblem.Faults(faults));
    }
}
