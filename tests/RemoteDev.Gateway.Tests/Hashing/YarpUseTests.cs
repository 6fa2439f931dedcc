using System.IO.Hashing;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Model;
using Yarp.ReverseProxy.SessionAffinity;

namespace RemoteDev.Gateway.Tests.Hashing;

/// <summary>What YARP needs from System.IO.Hashing is here, and works when YARP is the one that calls it.</summary>
public sealed class YarpUseTests
{
    [Fact]
    public void EveryMemberThatYarpRefersTo_IsHere()
    {
        Assert.All(TypesFromYarp(), type => Assert.Equal(nameof(XxHash64), type));
        var names = ReferencesFromYarp(nameof(XxHash64));
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.NotEmpty(typeof(XxHash64).GetMember(name)));
    }

    [Fact]
    public async Task HashCookieAffinity_FindsTheDestinationItChose()
    {
        await using var services = new ServiceCollection().AddLogging().AddReverseProxy().Services
            .AddSingleton<IProxyConfigProvider>(new InMemoryConfigProvider([], [])).BuildServiceProvider();
        var policy = services.GetServices<ISessionAffinityPolicy>().Single(candidate => candidate.Name == "HashCookie");
        var cluster = new ClusterState("ides");
        var affinity = new SessionAffinityConfig { Enabled = true, Policy = "HashCookie", AffinityKeyName = "near" };
        DestinationState[] destinations = [new("ide-1"), new("ide-2")];

        var first = new DefaultHttpContext();
        policy.AffinitizeResponse(first, cluster, affinity, destinations[1]);
        var cookie = first.Response.Headers.SetCookie.ToString().Split(';')[0];
        var second = new DefaultHttpContext();
        second.Request.Headers.Cookie = cookie;
        var found = policy.FindAffinitizedDestinations(second, cluster, affinity, destinations);

        Assert.StartsWith("near=", cookie, StringComparison.Ordinal);
        Assert.Equal(AffinityStatus.OK, found.Status);
        Assert.Equal("ide-2", Assert.Single(found.Destinations!).DestinationId);
    }

    private static List<string> ReferencesFromYarp(string typeName) => Read(metadata => metadata.MemberReferences
        .Select(metadata.GetMemberReference)
        .Where(member => member.Parent.Kind == HandleKind.TypeReference)
        .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), member.Name))
        .Where(member => metadata.GetString(member.Type.Namespace) == "System.IO.Hashing" && metadata.GetString(member.Type.Name) == typeName)
        .Select(member => metadata.GetString(member.Name)));

    private static List<string> TypesFromYarp() => Read(metadata => metadata.TypeReferences
        .Select(metadata.GetTypeReference)
        .Where(type => metadata.GetString(type.Namespace) == "System.IO.Hashing")
        .Select(type => metadata.GetString(type.Name)));

    private static List<string> Read(Func<MetadataReader, IEnumerable<string>> select)
    {
        using var file = new PEReader(File.OpenRead(typeof(ISessionAffinityPolicy).Assembly.Location));
        return [.. select(file.GetMetadataReader())];
    }
}
