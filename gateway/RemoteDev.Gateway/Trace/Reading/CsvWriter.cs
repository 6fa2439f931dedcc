using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>
/// RFC 4180. A text that a spreadsheet would take for a formula is led by an apostrophe: people outside choose logins, paths
/// and reasons, and an auditor opens the file.
/// </summary>
internal sealed class CsvWriter(PipeWriter target)
{
    private static readonly SearchValues<char> NeedQuotes = SearchValues.Create(",\"\r\n");

    private bool _isInRow;

    public void Text(string? value)
    {
        var text = value ?? string.Empty;
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠')
        {
            text = "'" + text;
        }

        Raw(text.AsSpan().ContainsAny(NeedQuotes) || text.StartsWith(' ') || text.EndsWith(' ')
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text);
    }

    public void Number(long? value) => Raw(value?.ToString(CultureInfo.InvariantCulture));

    public void Fraction(double value) => Raw(value.ToString("0.###", CultureInfo.InvariantCulture));

    public void Time(DateTimeOffset? value) => Raw(value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public void EndRow()
    {
        target.Write("\r\n"u8);
        _isInRow = false;
    }

    private void Raw(string? field)
    {
        if (_isInRow)
        {
            target.Write(","u8);
        }

        _isInRow = true;
        if (field is { Length: > 0 })
        {
            Encoding.UTF8.GetBytes(field, target);
        }
    }
}
