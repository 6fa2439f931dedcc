using System.Text.RegularExpressions;

namespace RemoteDev.Architecture.Tests;

/// <summary>The rooms of the gateway and who may know whom. ARCHITECTURE.md says the same in prose.</summary>
public sealed class RoomTests
{
    private static readonly Dictionary<string, string[]> MayKnow = new(StringComparer.Ordinal)
    {
        ["Journey"] = [],
        ["Listen"] = ["Journey"],
        ["Trace"] = ["Journey", "Listen", "Catalog.Database"],
        ["Replicas"] = [],
        ["Catalog"] = ["Journey", "Listen", "Trace"],
        ["Identify"] = ["Journey", "Listen", "Trace", "Replicas", "Catalog"],
        ["StepUp"] = ["Journey", "Listen", "Trace", "Replicas", "Catalog", "Identify"],
        ["Authorize"] = ["Journey", "Listen", "Trace", "Replicas", "Catalog", "Identify"],
        ["Contain"] = ["Journey", "Listen", "Trace", "Catalog", "Identify.Authorities"],
        ["Forward"] = ["Journey"],
        ["Doors"] = ["Journey", "Listen", "Trace", "Replicas", "Catalog", "Identify", "StepUp", "Authorize", "Contain", "Forward"],
        ["Console"] = ["Journey", "Listen", "Trace", "Replicas", "Catalog", "Identify", "StepUp", "Authorize", "Contain", "Doors"],
    };

    private static readonly Dictionary<string, (string Pattern, string[] Homes)> HeldAtHome = new(StringComparer.Ordinal)
    {
        ["a connection is accepted by Listen alone"] = (@"\bConnection\.Accept\(", ["Listen"]),
        ["a device's certificate is taken by Listen alone"] = (@"\bDeviceCertificate\.Shown\(", ["Listen"]),
        ["an identity is established by Identify alone"] = (@"\bIdentified\.By", ["Identify"]),
        ["a factor is proven by StepUp alone"] = (@"\bVerified\.(?:With|OfService)\(|\.Strengthen\(", ["StepUp"]),
        ["a factor that another gateway proved is taken over by Identify alone"] = (@"\.Adopt\(", ["Identify"]),
        ["a permission is given by Authorize alone"] = (@"\bPermitted\.By\(", ["Authorize"]),
        ["containment is stated by Contain alone"] = (@"\bContained(?:Ssh|Terminal)?\.Within\(", ["Contain"]),
        ["outbound sockets are opened by Contain alone"] =
            (@"\bSocketsHttpHandler\b|new HttpClient\b|\bHttpClientHandler\b|\bHttpDocumentRetriever\b|new TcpClient\b|new Socket\(|new UdpClient\b|ClientWebSocket\b|\bDns\.", ["Contain"]),
    };

    public static TheoryData<string> Rules => [.. HeldAtHome.Keys];

    [Fact]
    public void Knows_EveryRoom() =>
        Assert.Equal(MayKnow.Keys.Order(StringComparer.Ordinal), SourceTree.Gateway.Select(f => f.Room).Where(r => r.Length > 0).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [Fact]
    public void Keeps_RoomsFromKnowingThoseFurtherOn()
    {
        var faults =
            from file in SourceTree.Gateway
            where file.Room.Length > 0
            from other in MayKnow.Keys
            where other != file.Room && !MayKnow[file.Room].Contains(other, StringComparer.Ordinal)
            from use in file.Matches(UseOf(other))
            where !MayKnow[file.Room].Any(part => part.StartsWith(other + ".", StringComparison.Ordinal) && use.Contains(part, StringComparison.Ordinal))
            select $"{file.Room} may not know {other}: {use}";
        Assert.Empty(faults);
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void Holds(string rule)
    {
        var (pattern, homes) = HeldAtHome[rule];
        var regex = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Empty(SourceTree.Gateway.Where(f => !homes.Contains(f.Room, StringComparer.Ordinal) && f.Room != "Journey").SelectMany(f => f.Matches(regex)));
        Assert.NotEmpty(SourceTree.Gateway.Where(f => homes.Contains(f.Room, StringComparer.Ordinal)).SelectMany(f => f.Matches(regex)));
    }

    [Fact]
    public void Keeps_PolicyFromKnowingTheGateway() =>
        Assert.Empty(SourceTree.Product.Where(f => f.Path.StartsWith("policy/", StringComparison.Ordinal))
            .SelectMany(f => f.Matches(new Regex(@"RemoteDev\.Gateway|Microsoft\.AspNetCore|EntityFrameworkCore", RegexOptions.None, TimeSpan.FromSeconds(1)))));

    [Fact]
    public void Keeps_CedarFromKnowingPolicy() =>
        Assert.Empty(SourceTree.Product.Where(f => f.Path.StartsWith("policy/RemoteDev.Cedar/", StringComparison.Ordinal))
            .SelectMany(f => f.Matches(new Regex(@"RemoteDev\.Policy|NodaTime", RegexOptions.None, TimeSpan.FromSeconds(1)))));

    [Fact]
    public void Keeps_SshFromKnowingUsersPolicyAndTheWeb() =>
        Assert.Empty(SourceTree.Product.Where(f => f.Path.StartsWith("gateway/RemoteDev.Ssh/", StringComparison.Ordinal))
            .SelectMany(f => f.Matches(new Regex(@"RemoteDev\.(?:Gateway|Policy|Cedar)|Microsoft\.AspNetCore|EntityFrameworkCore", RegexOptions.None, TimeSpan.FromSeconds(1)))));

    private static Regex UseOf(string room) =>
        new($@"RemoteDev\.Gateway\.{room}\b", RegexOptions.None, TimeSpan.FromSeconds(1));
}
