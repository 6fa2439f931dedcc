using System.Net;

namespace RemoteDev.Gateway.Catalog;

/// <summary>Who makes an edit, as the trace will say it.</summary>
/// <param name="Login">A person's login, or <c>operator</c> for the machine's own operator on the local socket.</param>
/// <param name="Via"><c>console</c>, <c>api</c>, <c>operator-socket</c> or <c>schedule</c>.</param>
internal sealed record Actor(string Login, string Via, string? Session, IPAddress? Source)
{
    /// <summary>The login that stands for the machine's own operator. No person can have it.</summary>
    public const string Operator = "operator";

    /// <summary>What <see cref="Via"/> says of the operator's local socket.</summary>
    public const string OperatorSocket = "operator-socket";

    /// <summary>What <see cref="Via"/> says when nobody came by any way: the instant came that <see cref="Login"/> had scheduled.</summary>
    public const string Schedule = "schedule";

    /// <summary>The machine's own operator, who came through the local socket; the file system decided who that is.</summary>
    public static Actor TheOperator { get; } = new(Operator, OperatorSocket, null, null);

    public bool IsOperator => Via == OperatorSocket && Login == Operator;
}
