namespace RemoteDev.Gateway.Console.Forms;

/// <summary>Turns what forms send into what entries hold, and back.</summary>
internal static class FormText
{
    /// <summary>Trimmed; never null.</summary>
    public static string One(string? text) => text?.Trim() ?? "";

    /// <summary>Trimmed; null when nothing is left.</summary>
    public static string? OrNull(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>One value per line or comma, empty ones left out.</summary>
    public static IEnumerable<string> Many(string? text) =>
        (text ?? "").Split(['\n', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>One per line, empty ones left out.</summary>
    public static IEnumerable<string> Lines(string? text) =>
        (text ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    public static string Join(IEnumerable<string> values) => string.Join('\n', values);
}
