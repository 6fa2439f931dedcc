using System.Net;

namespace RemoteDev.Gateway.Catalog;

/// <summary>Who makes an edit, as the trace will say it.</summary>
/// <param name="Login">A person's login, or <c>operator</c> for the machine's own operator on the local socket.</param>
/// <param name="Via"><c>console</c>, <c>api</c> or <c>operator-socket</c>.</param>
internal sealed record Actor(string Login, string Via, string? Session, IPAddress? Source);
