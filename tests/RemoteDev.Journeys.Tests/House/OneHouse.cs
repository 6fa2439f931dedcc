[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RemoteDev.Journeys.Tests.House;

/// <summary>All journeys share one house, one after the other: it takes a real IDE, a git server, a gateway and a browser.</summary>
[CollectionDefinition(Name)]
public sealed class OneHouse : ICollectionFixture<ClientHouse>
{
    public const string Name = "one house";
}
