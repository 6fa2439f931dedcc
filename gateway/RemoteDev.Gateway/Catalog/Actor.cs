using System.Net;

namespace RemoteDev.Gateway.Catalog;

/// <summary>Who makes an edit, as the trace will say it.</summary>
/// <param name="Login">A person's login, <c>operator</c> for the machine's own operator on the local socket, or <c>provider:acme</c>.</param>
/// <param name="Via"><c>console</c>, <c>api</c>, <c>operator-socket</c>, <c>schedule</c>, <c>portal</c>, <c>openid</c>, <c>scim</c> or <c>oauth</c>.</param>
internal sealed record Actor(string Login, string Via, string? Session, IPAddress? Source)
{
    /// <summary>The login that stands for the machine's own operator. No person can have it.</summary>
    public const string Operator = "operator";

    /// <summary>What <see cref="Via"/> says of the operator's local socket.</summary>
    public const string OperatorSocket = "operator-socket";

    /// <summary>What <see cref="Via"/> says when nobody came by any way: the instant came that <see cref="Login"/> had scheduled.</summary>
    public const string Schedule = "schedule";

    /// <summary>What <see cref="Via"/> says when people do in the portal what everybody may do for themselves.</summary>
    public const string Portal = "portal";

    /// <summary>What <see cref="Via"/> says when a person's sign-in with a provider brought it.</summary>
    public const string OpenId = "openid";

    /// <summary>What <see cref="Via"/> says when a provider's directory sent it.</summary>
    public const string Scim = "scim";

    /// <summary>What <see cref="Via"/> says when a program gave its own token back.</summary>
    public const string OAuth = "oauth";

    // A colon stands in no login.
    private const string ProviderPrefix = "provider:";

    /// <summary>The machine's own operator, who came through the local socket; the file system decided who that is.</summary>
    public static Actor TheOperator { get; } = new(Operator, OperatorSocket, null, null);

    /// <summary>The provider that acts, or null when a person or the operator does.</summary>
    public string? Provider => IsProvider(Login) ? Login[ProviderPrefix.Length..] : null;

    /// <summary>The credential by which a directory came, as people named it.</summary>
    public string? Credential { get; init; }

    public bool IsOperator => Via == OperatorSocket && Login == Operator;

    /// <summary>Whether what stands for somebody stands for a provider.</summary>
    public static bool IsProvider(string? login) => login?.StartsWith(ProviderPrefix, StringComparison.Ordinal) == true;

    /// <summary>A provider, which acts upon its own people and nobody else.</summary>
    /// <param name="name">The provider's name in the catalogue.</param>
    /// <param name="via"><see cref="OpenId"/> or <see cref="Scim"/>.</param>
    public static Actor OfProvider(string name, string via, IPAddress? source) => new(ProviderPrefix + name, via, null, source);
}
