using RemoteDev.Gateway.Trace.Reading;

namespace RemoteDev.Gateway.Console.Api;

/// <summary>Which requests of a session, as a query string asks.</summary>
internal sealed record RequestQuestion(string? Method, string? Status, string? Path, string? Page, string? Size)
{
    public RequestFilter Filter() => new() { Method = Method, Status = QueryNumber.Of(Status), Path = Path };
}
