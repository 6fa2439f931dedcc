using RemoteDev.Gateway.Trace.Index;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>The columns of CSV exports. Columns are added at the end only.</summary>
internal static class ExportRows
{
    public static IReadOnlyList<string> SessionHeader { get; } =
    [
        "session", "kind", "place", "login", "vendor", "source", "opened", "ended", "reason", "explanation", "bytes_in", "bytes_out",
        "cut_milliseconds", "policies", "obligations", "policy_version", "trace_id", "sign_in", "circumstances",
    ];

    public static IReadOnlyList<string> RequestHeader { get; } =
        ["seq", "at", "session", "actor", "place", "method", "path", "status", "bytes_in", "bytes_out", "milliseconds", "action"];

    public static IReadOnlyList<string> EventHeader { get; } =
        ["seq", "at", "type", "session", "actor", "source", "place", "code", "bytes_out", "summary"];

    public static void Header(CsvWriter csv, IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            csv.Text(name);
        }

        csv.EndRow();
    }

    public static void Session(CsvWriter csv, SessionRow row)
    {
        csv.Text(row.Id);
        csv.Text(row.Kind);
        csv.Text(row.Place);
        csv.Text(row.Login);
        csv.Text(row.Vendor);
        csv.Text(row.Source);
        csv.Time(row.OpenedAt);
        csv.Time(row.EndedAt);
        csv.Text(row.EndReason);
        csv.Text(row.Explanation);
        csv.Number(row.BytesIn);
        csv.Number(row.BytesOut);
        csv.Number(row.CutMilliseconds);
        csv.Text(row.Policies);
        csv.Text(row.Obligations);
        csv.Number(row.PolicyVersion);
        csv.Text(row.TraceId);
        csv.Text(row.SignIn);
        csv.Text(row.Circumstances);
        csv.EndRow();
    }

    public static void Request(CsvWriter csv, RequestRow row)
    {
        csv.Number(row.Sequence);
        csv.Time(row.At);
        csv.Text(row.Session);
        csv.Text(row.Actor);
        csv.Text(row.Place);
        csv.Text(row.Method);
        csv.Text(row.Path);
        csv.Number(row.Status);
        csv.Number(row.BytesIn);
        csv.Number(row.BytesOut);
        csv.Fraction(row.DurationMilliseconds);
        csv.Text(row.Action);
        csv.EndRow();
    }

    public static void Event(CsvWriter csv, EventRow row)
    {
        csv.Number(row.Sequence);
        csv.Time(row.At);
        csv.Text(row.Type);
        csv.Text(row.Session);
        csv.Text(row.Actor);
        csv.Text(row.Source);
        csv.Text(row.Place);
        csv.Text(row.Code);
        csv.Number(row.BytesOut);
        csv.Text(row.Summary);
        csv.EndRow();
    }
}
