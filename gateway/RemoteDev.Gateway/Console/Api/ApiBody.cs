using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using RemoteDev.Gateway.Catalog;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Reads request bodies, bounded before they are read.</summary>
internal static class ApiBody
{
    /// <summary>One entry.</summary>
    public const int EntryLimit = 64 * 1024;

    /// <summary>A whole catalogue with its policy.</summary>
    public const int ApplyLimit = 16 * 1024 * 1024;

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
        MaxDepth = 12,
    };

    /// <summary>The bytes, or null when there are more than the limit.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext context, int limit, CancellationToken cancellationToken)
    {
        if (context.Request.ContentLength > limit)
        {
            return null;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = limit + 1L;
        }

        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            if (bytes.Length + read > limit)
            {
                return null;
            }

            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return bytes.ToArray();
    }

    /// <summary>The bytes as a body of that shape, or null with a fault that says where it is not.</summary>
    public static T? Parse<T>(ReadOnlyMemory<byte> utf8, List<CatalogFault> faults)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(utf8.Span, Strict) ?? throw new JsonException("The body is null.");
        }
        catch (JsonException fault)
        {
            // What the serializer says names our types; where it stopped is what the caller needs.
            faults.Add(new CatalogFault(
                "body",
                $"is not the JSON this endpoint takes, at {fault.Path ?? "$"}; /api/v1/openapi.json describes it",
                null,
                (int?)fault.LineNumber + 1,
                (int?)fault.BytePositionInLine + 1));
            return null;
        }
    }
}
