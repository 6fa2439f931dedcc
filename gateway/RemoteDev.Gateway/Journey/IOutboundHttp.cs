namespace RemoteDev.Gateway.Journey;

/// <summary>
/// The way to a server outside the walk, for rooms that must ask one (an OpenID Provider). Made by the Contain room, which alone opens
/// sockets: what is asked goes to that authority and nowhere else, whatever a redirect, a proxy setting or a cookie says.
/// </summary>
internal interface IOutboundHttp
{
    /// <summary>The client whose every connection goes to this authority. The caller sets deadline and size.</summary>
    /// <param name="server">Scheme, host and port; the rest is not looked at.</param>
    HttpMessageInvoker For(Uri server);
}
