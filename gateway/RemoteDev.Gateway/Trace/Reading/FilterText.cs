namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Says a filter in words for the trace.</summary>
internal static class FilterText
{
    public static string Of(params ReadOnlySpan<(string Name, string? Value)> parts)
    {
        var said = new List<string>(parts.Length);
        foreach (var (name, value) in parts)
        {
            if (!string.IsNullOrEmpty(value))
            {
                said.Add($"{name}={value}");
            }
        }

        return said.Count == 0 ? "everything" : string.Join(' ', said);
    }
}
