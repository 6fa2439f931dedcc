using System.Text;

namespace RemoteDev.Gateway.Console.Tables;

/// <summary>The present address with one value changed: how pagers and filters keep each other.</summary>
internal static class QueryLink
{
    public static string With(HttpRequest request, string name, string? value) => request.Path.ToUriComponent() + Change(request, name, value);

    /// <summary>The present query with one value changed, with its question mark; for the same filters at another address.</summary>
    public static string Change(HttpRequest request, string name, string? value)
    {
        var link = new StringBuilder();
        var separator = '?';
        foreach (var (key, values) in request.Query.Where(pair => pair.Key != name))
        {
            foreach (var each in values.Where(each => !string.IsNullOrEmpty(each)))
            {
                link.Append(separator).Append(Uri.EscapeDataString(key)).Append('=').Append(Uri.EscapeDataString(each!));
                separator = '&';
            }
        }

        return value is null ? link.ToString() : link.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value)).ToString();
    }
}
