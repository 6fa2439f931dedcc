using System.Net;

namespace RemoteDev.Journeys.Tests.House;

/// <summary>What came back.</summary>
internal sealed record Answer(HttpStatusCode Status, string? Location, string Body);
