using System.Net;

namespace RemoteDev.Gateway.Trace.Reading;

/// <summary>Who reads the trace. Every reading is itself traced under this name, so none can be made without one.</summary>
/// <param name="Login">A person's login, or <c>operator</c>.</param>
/// <param name="Session">The access session of the reader, if there is one.</param>
/// <param name="Source">Where the reader's request came from.</param>
internal sealed record TraceReader(string Login, string? Session, IPAddress? Source);
