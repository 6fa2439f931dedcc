namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>How an export is written.</summary>
internal enum ExportFormat
{
    /// <summary>One JSON object a line, UTF-8.</summary>
    JsonLines = 0,

    /// <summary>RFC 4180, UTF-8, with a header; safe to open in a spreadsheet.</summary>
    Csv,
}
