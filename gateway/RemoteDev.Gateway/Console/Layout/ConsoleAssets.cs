using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace RemoteDev.Gateway.Console.Layout;

/// <summary>
/// The console's style sheet, scripts and icon. They travel inside the assembly: nothing on the disk can be changed under a
/// running gateway, and nothing depends on the working directory.
/// </summary>
internal sealed class ConsoleAssets
{
    private const string Prefix = "console/";
    private const string StyleParts = Prefix + "css/";

    private readonly FrozenDictionary<string, Asset> _assets;

    public ConsoleAssets()
    {
        var found = new Dictionary<string, Asset>(StringComparer.Ordinal);
        var styles = new MemoryStream();
        foreach (var name in Assembly.GetExecutingAssembly().GetManifestResourceNames().Order(StringComparer.Ordinal))
        {
            if (name.StartsWith(StyleParts, StringComparison.Ordinal))
            {
                styles.Write(Read(name));
            }
            else if (name.StartsWith(Prefix, StringComparison.Ordinal))
            {
                var file = Path.GetFileName(name);
                found[file] = Asset.Of(Read(name), TypeOf(file));
            }
        }

        found["site.css"] = Asset.Of(styles.ToArray(), "text/css; charset=utf-8");
        _assets = found.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>The address of an asset, which changes when its content does.</summary>
    public string Url(string name) => $"/assets/{name}?v={_assets[name].Version}";

    /// <summary>Serves <c>/assets/{name}</c>.</summary>
    public IResult Serve(string name, string? v, HttpResponse response)
    {
        if (!_assets.TryGetValue(name, out var asset))
        {
            return Results.NotFound();
        }

        // A module imports its neighbours without a version: those are asked for again, and answered by their ETag.
        response.Headers.CacheControl = v == asset.Version ? "public, max-age=31536000, immutable" : "no-cache";
        return Results.Bytes(asset.Content, asset.Type, entityTag: new EntityTagHeaderValue($"\"{asset.Version}\""));
    }

    private static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static string TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        var other => throw new InvalidOperationException($"An asset of type {other} has no media type."),
    };

    private sealed record Asset(byte[] Content, string Type, string Version)
    {
        public static Asset Of(byte[] content, string type) =>
            new(content, type, Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 8)));
    }
}
