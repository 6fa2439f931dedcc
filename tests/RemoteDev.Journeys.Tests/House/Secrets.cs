namespace RemoteDev.Journeys.Tests.House;

/// <summary>
/// Every secret that the journeys have seen, so that it can be searched for where it must not be. Short codes of six digits are not
/// among them: they would be found by chance.
/// </summary>
internal sealed class Secrets
{
    private const int TooShortToSearchFor = 10;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <summary>Keeps a secret under what it is.</summary>
    public void Keep(string what, string secret)
    {
        Assert.True(secret.Length >= TooShortToSearchFor, $"{what} is too short to be searched for.");
        lock (_gate)
        {
            _known[secret] = what;
        }
    }

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _known.Count;
            }
        }
    }

    /// <summary>What kinds of secret a text holds.</summary>
    public IReadOnlyList<string> In(string text)
    {
        lock (_gate)
        {
            return [.. _known.Where(known => text.Contains(known.Key, StringComparison.Ordinal)).Select(known => known.Value)];
        }
    }
}
