using Microsoft.AspNetCore.WebUtilities;
using RemoteDev.Gateway.Console.Api;

namespace RemoteDev.Gateway.Console.OAuth;

/// <summary>The parameters of a request to an OAuth endpoint (RFC 6749, appendix B), bounded before they are read, each at most once.</summary>
internal sealed class OAuthForm
{
    private const int BodyLimit = 8 * 1024;
    private const int MostParameters = 32;
    private const string FormType = "application/x-www-form-urlencoded";

    private readonly Dictionary<string, string> _values;

    private OAuthForm(Dictionary<string, string> values) => _values = values;

    /// <summary>A parameter without a value counts as left out (RFC 6749, section 3.1).</summary>
    public string? this[string name] => _values.GetValueOrDefault(name) is { Length: > 0 } value ? value : null;

    /// <summary>The form, or what is wrong with the request.</summary>
    public static async Task<(OAuthForm? Form, OAuthError? Error)> ReadAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var type = context.Request.ContentType?.Split(';')[0].Trim();
        if (!string.Equals(type, FormType, StringComparison.OrdinalIgnoreCase))
        {
            return (null, OAuthError.Request($"The parameters are sent as {FormType}."));
        }

        if (context.Request.QueryString.HasValue)
        {
            // What stands in an address stands in logs.
            return (null, OAuthError.Request("Parameters are taken from the body alone."));
        }

        if (await ApiBody.ReadAsync(context, BodyLimit, cancellationToken) is not { } bytes)
        {
            return (null, OAuthError.Request($"More than {BodyLimit} bytes are not read."));
        }

        try
        {
            using var stream = new MemoryStream(bytes.ToArray());
            using var reader = new FormReader(stream) { ValueCountLimit = MostParameters };
            var form = await reader.ReadFormAsync(cancellationToken);
            return form.Values.Any(value => value.Count > 1)
                ? (null, OAuthError.Request("A parameter was sent twice."))
                : (new OAuthForm(form.ToDictionary(pair => pair.Key, pair => pair.Value.ToString(), StringComparer.Ordinal)), null);
        }
        catch (InvalidDataException)
        {
            return (null, OAuthError.Request("The form cannot be read."));
        }
    }
}
