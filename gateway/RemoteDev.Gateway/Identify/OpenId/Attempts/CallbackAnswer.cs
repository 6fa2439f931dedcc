using Microsoft.Extensions.Primitives;

namespace RemoteDev.Gateway.Identify.OpenId.Attempts;

/// <summary>What the browser brought back from the provider. Nothing in it is believed yet.</summary>
internal sealed record CallbackAnswer(string State, string? Code, string? Issuer, string? Error)
{
    private const int MaxCode = 8 << 10;
    private const int MaxState = 128;
    private const int MaxWord = 1024;

    /// <summary>Null when it is no answer of a provider: a parameter is there twice, or too long, or neither code nor error is there.</summary>
    public static CallbackAnswer? Read(IEnumerable<KeyValuePair<string, StringValues>> parameters)
    {
        string? state = null, code = null, issuer = null, error = null;
        foreach (var (name, values) in parameters)
        {
            switch (name)
            {
                case "state" when Fits(values, MaxState):
                    state = values[0];
                    break;
                case "code" when Fits(values, MaxCode):
                    code = values[0];
                    break;
                case "iss" when Fits(values, MaxWord):
                    issuer = values[0];
                    break;
                case "error" when Fits(values, MaxWord):
                    error = values[0];
                    break;
                case "state" or "code" or "iss" or "error":
                    return null;
            }
        }

        return state is { Length: > 0 } && (code is { Length: > 0 } ^ error is { Length: > 0 }) ? new CallbackAnswer(state, code, issuer, error) : null;
    }

    public override string ToString() => "<secret>";

    private static bool Fits(StringValues values, int most) => values is [{ } one] && one.Length <= most;
}
