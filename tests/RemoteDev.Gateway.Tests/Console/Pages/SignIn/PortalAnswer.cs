using System.Net;

namespace RemoteDev.Gateway.Tests.Console.Pages.SignIn;

/// <summary>What the portal answered.</summary>
internal sealed record PortalAnswer(string Path, HttpStatusCode Status, string? Location, string Body);
