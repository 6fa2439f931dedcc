using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Identify.Directories;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.Trace;
using RemoteDev.Gateway.Trace.Events;

namespace RemoteDev.Gateway.Doors.Scim;

/// <summary>
/// The door of directories: SCIM 2.0 (RFC 7643, 7644) below <c>/scim/v2/{provider}</c> of the gateway's own origin, as far as Entra ID and
/// Okta use it. A token opens it for one provider. Writes are one at a time, and each is in the trace with the token's name.
/// </summary>
internal sealed partial class ScimDoor(
    DirectoryTokens tokens, ScimUsers users, ScimGroups groups, GatewayOrigins origins, TraceRoom trace, TimeProvider clock, ILogger<ScimDoor> log) : IDisposable
{
    /// <summary>What every address of it begins with.</summary>
    public const string Prefix = "/scim/v2";

    private const string MediaType = "application/scim+json";

    // Ten thousand members of a group, with room.
    private const int LargestBody = 1024 * 1024;

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 8, AllowDuplicateProperties = false };

    private static readonly ScimAnswer Failed = ScimAnswer.Fault(
        StatusCodes.Status500InternalServerError, "Something went wrong on our side. The gateway's log says more to its operator.");

    private readonly SemaphoreSlim _oneWriter = new(1, 1);

    public async Task AnswerAsync(HttpContext http, Connection connection)
    {
        using var deadline = new CancellationTokenSource(Deadline, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, http.RequestAborted);
        ScimAnswer answer;
        try
        {
            answer = await AnswerAsync(http, connection, either.Token);
        }
        catch (OperationCanceledException) when (!http.RequestAborted.IsCancellationRequested)
        {
            answer = ScimAnswer.Busy;
        }
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            Broken(http.Request.Method, http.Request.Path, fault);
            answer = Failed;
        }

        await WriteAsync(http, answer);
    }

    public void Dispose() => _oneWriter.Dispose();

    private static string? Bearer(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization.ToString(), out var header) && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    private static bool IsWrite(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method);

    private static async Task WriteAsync(HttpContext http, ScimAnswer answer)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers.CacheControl = "no-store";
        response.Headers.XContentTypeOptions = "nosniff";
        switch (answer.Status)
        {
            case StatusCodes.Status401Unauthorized:
                response.Headers.WWWAuthenticate = "Bearer";
                break;
            case StatusCodes.Status429TooManyRequests or StatusCodes.Status503ServiceUnavailable:
                response.Headers.RetryAfter = "30";
                break;
        }

        if (answer.Body is not { } body)
        {
            return;
        }

        if (body["meta"] is { } meta && (string?)meta["version"] is { } tag)
        {
            response.Headers.ETag = tag;
            response.Headers.Location = answer.Status == StatusCodes.Status201Created ? (string?)meta["location"] : null;
        }

        response.ContentType = MediaType;
        await response.WriteAsync(body.ToJsonString(), http.RequestAborted);
    }

    private async Task<ScimAnswer> AnswerAsync(HttpContext http, Connection connection, CancellationToken cancellationToken)
    {
        var parts = http.Request.Path.Value![Prefix.Length..].Trim('/').Split('/');
        if (parts is not [{ Length: > 0 and <= Limits.Name } provider, { Length: > 0 and <= Limits.Name } resource, ..] || parts.Length > 3)
        {
            return ScimAnswer.Missing("address; write /scim/v2/{provider}/Users");
        }

        if (!(await tokens.IdentifyAsync(provider, Bearer(http.Request), connection.Source, cancellationToken)).Passed(out var actor, out var refusal))
        {
            return ScimAnswer.Fault(
                refusal.Code == RefusalCode.LockedOut ? StatusCodes.Status429TooManyRequests : StatusCodes.Status401Unauthorized, refusal.Reason);
        }

        var method = http.Request.Method;
        var (body, fault) = HttpMethods.IsPost(method) || HttpMethods.IsPut(method) || HttpMethods.IsPatch(method) ? await ReadAsync(http, cancellationToken) : default;
        using (body)
        {
            var request = new ScimRequest(
                actor, method, resource, parts.Length == 3 ? parts[2] : null, $"{origins.Portal}{Prefix}/{provider}", body?.RootElement ?? default, ScimPage.Of(http.Request.Query))
            {
                Filter = http.Request.Query["filter"],
                IfMatch = http.Request.Headers.IfMatch,
                IfNoneMatch = http.Request.Headers.IfNoneMatch,
            };
            return IsWrite(method) ? await WriteAsync(request, fault, cancellationToken) : await ReadAsync(request, cancellationToken);
        }
    }

    private async Task<ScimAnswer> WriteAsync(ScimRequest request, ScimAnswer? fault, CancellationToken cancellationToken)
    {
        await _oneWriter.WaitAsync(cancellationToken);
        try
        {
            var answer = fault ?? await TryChangeAsync(request, cancellationToken);
            var traced = await trace.OpenAsync(
                new DirectoryWritten
                {
                    Actor = request.By.Login,
                    Source = request.By.Source?.ToString(),
                    Credential = request.By.Credential ?? "",
                    Method = request.Method,
                    Resource = request.Id is null ? request.Resource : $"{request.Resource}/{request.Id}",
                    Status = answer.Status,
                    Reason = answer.Detail,
                },
                CancellationToken.None);
            return traced ? answer : ScimAnswer.Fault(StatusCodes.Status503ServiceUnavailable, "The trace cannot be written at this moment. Send it again.");
        }
        finally
        {
            _oneWriter.Release();
        }
    }

    // However it ends, part of it may be done, so it is answered here and traced by the caller.
    private async Task<ScimAnswer> TryChangeAsync(ScimRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await ChangeAsync(request, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            return ScimAnswer.Busy;
        }
        catch (Exception fault)
        {
            Broken(request.Method, request.Resource, fault);
            return Failed;
        }
    }

    private Task<ScimAnswer> ReadAsync(ScimRequest request, CancellationToken cancellationToken) => (request.Resource, request.Id) switch
    {
        ("Users", null) => users.ListAsync(request, cancellationToken),
        ("Users", _) => users.GetAsync(request, cancellationToken),
        ("Groups", null) => groups.ListAsync(request, cancellationToken),
        ("Groups", _) => groups.GetAsync(request, cancellationToken),
        _ => Task.FromResult(ScimSchemas.Find(request.Resource, request.Id, request.Root) ?? ScimAnswer.Missing("resource")),
    };

    private Task<ScimAnswer> ChangeAsync(ScimRequest request, CancellationToken cancellationToken) => (request.Method, request.Resource, request.Id) switch
    {
        ("POST", "Users", null) => users.CreateAsync(request, cancellationToken),
        ("PUT", "Users", not null) => users.ReplaceAsync(request, cancellationToken),
        ("PATCH", "Users", not null) => users.PatchAsync(request, cancellationToken),
        ("DELETE", "Users", not null) => users.DeleteAsync(request, cancellationToken),
        ("POST", "Groups", null) => groups.CreateAsync(request, cancellationToken),
        ("PUT", "Groups", not null) => groups.ReplaceAsync(request, cancellationToken),
        ("PATCH", "Groups", not null) => groups.PatchAsync(request, cancellationToken),
        ("DELETE", "Groups", not null) => groups.DeleteAsync(request, cancellationToken),
        _ => Task.FromResult(ScimAnswer.Fault(StatusCodes.Status405MethodNotAllowed, "This cannot be done here; /Bulk and /.search are not offered.")),
    };

    private static async Task<(JsonDocument? Body, ScimAnswer? Fault)> ReadAsync(HttpContext http, CancellationToken cancellationToken)
    {
        if (!MediaTypeHeaderValue.TryParse(http.Request.ContentType, out var type) || type.MediaType is not (MediaType or "application/json"))
        {
            return (null, ScimAnswer.Fault(StatusCodes.Status415UnsupportedMediaType, $"The body is not {MediaType}."));
        }

        var large = ScimAnswer.Fault(StatusCodes.Status413PayloadTooLarge, $"The body has more than {LargestBody} bytes.");
        if (http.Request.ContentLength > LargestBody)
        {
            return (null, large);
        }

        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = LargestBody + 1L;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await http.Request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > LargestBody)
            {
                return (null, large);
            }

            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        try
        {
            var document = JsonDocument.Parse(bytes.ToArray(), Strict);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (document, null);
            }

            document.Dispose();
        }
        catch (JsonException)
        {
            // Answered below: what the reader says names nothing that a directory could use.
        }

        return (null, ScimAnswer.Fault(StatusCodes.Status400BadRequest, "The body is not a JSON object, is nested too deep, or says a property twice.", "invalidSyntax"));
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} of a directory failed")]
    private partial void Broken(string method, string path, Exception fault);
}
