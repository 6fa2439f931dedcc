using RemoteDev.Gateway.Replicas;
using System.Runtime.Versioning;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using RemoteDev.Gateway.Catalog;
using RemoteDev.Gateway.Listen;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.Listen;

[SupportedOSPlatform("linux")]
public sealed class ConfigurationTests : IDisposable
{
    private readonly TemporaryFolder _data = new();

    [Fact]
    public void Reports_EveryFaultAtOnce()
    {
        var errors = Faults(
            ("RemoteDev:PublicOrigin", "http://dev.example.com"),
            ("RemoteDev:Data", ""),
            ("RemoteDev:Listen:Addresses:0", "8443"),
            ("RemoteDev:Listen:ManagementAddress", "0.0.0.0:9000"),
            ("RemoteDev:Listen:TrustedProxies:0", "0.0.0.0/0"),
            ("RemoteDev:Listen:Limits:MaxConnections", "0"),
            ("RemoteDev:Listen:Adresses:0", "127.0.0.1:1"),
            ("RemoteDev:Lisen:Addresses:0", "127.0.0.1:1"));

        Assert.Contains("8 fault(s)", errors, StringComparison.Ordinal);
        foreach (var key in (string[])["PublicOrigin", "Data", "Listen:Addresses:0", "ManagementAddress", "TrustedProxies:0", "Limits:MaxConnections", "Listen:Adresses", "Lisen"])
        {
            Assert.Contains(key, errors, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("https://dev.example.com/path")]
    [InlineData("https://user@dev.example.com")]
    [InlineData("https://10.0.0.1")]
    [InlineData("https://localhost")]
    [InlineData("ftp://dev.example.com")]
    [InlineData("dev.example.com")]
    [InlineData("")]
    public void Refuses_WhatIsNoOriginWithADomain(string origin) =>
        Assert.Contains("RemoteDev:PublicOrigin", Faults(("RemoteDev:PublicOrigin", origin)), StringComparison.Ordinal);

    [Fact]
    public void Refuses_PlainHttpBeyondLoopback() =>
        Assert.Contains("Listen:Addresses", Faults(("RemoteDev:Listen:Addresses:0", "0.0.0.0:8443")), StringComparison.Ordinal);

    [Fact]
    public void Refuses_EncryptionWithoutCertificate_BeyondLocalhost() =>
        Assert.Contains("CertificatePath", Faults(("RemoteDev:PublicOrigin", "https://dev.example.com")), StringComparison.Ordinal);

    [Fact]
    public void Refuses_ACertificateThatIsNone()
    {
        File.WriteAllText(_data.File("not.pem"), "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");

        Assert.Contains("CertificatePath", Faults(
            ("RemoteDev:PublicOrigin", "https://dev.example.com"), ("RemoteDev:Listen:CertificatePath", _data.File("not.pem"))), StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_DataInsideTheProgram() =>
        Assert.Contains("program's own folder", Faults(("RemoteDev:Data", Path.Combine(AppContext.BaseDirectory, "data"))), StringComparison.Ordinal);

    [Fact]
    public void Refuses_AValueOfTheWrongType() =>
        Assert.Contains("RemoteDev:Listen", Faults(("RemoteDev:Listen:Limits:MaxConnections", "many")), StringComparison.Ordinal);

    [Fact]
    public void Knows_TheSettingsOfEveryRoom() => Assert.Equal("", Faults(
        ("RemoteDev:Trace:QueueLength", "1000"), ("RemoteDev:Otlp:Endpoint", "http://127.0.0.1:4317"), ("RemoteDev:Database:Provider", "sqlite")));

    [Fact]
    public void DataFolder_IsForTheGatewaysAccountAlone()
    {
        Assert.Equal("", Faults());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_data.Path));
    }

    [Fact]
    public void DevelopmentCertificate_IsKept_AndNamesEveryEnvironment()
    {
        var gateway = new GatewayOptions { Data = _data.Path };
        var now = TimeProvider.System.GetUtcNow();

        var first = Certificates.Development(gateway, "remotedev.localhost", now);
        var second = Certificates.Development(gateway, "remotedev.localhost", now);
        var later = Certificates.Development(gateway, "remotedev.localhost", now.AddDays(360));

        Assert.True(first.Leaf.MatchesHostname("payments-dev.remotedev.localhost"));
        Assert.Equal(first.Leaf.Thumbprint, second.Leaf.Thumbprint);
        Assert.False(first.Leaf.Thumbprint == later.Leaf.Thumbprint);
    }

    public void Dispose() => _data.Dispose();

    private string Faults(params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        var all = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["RemoteDev:PublicOrigin"] = "http://remotedev.localhost:8443",
            ["RemoteDev:Data"] = _data.Path,
        };
        foreach (var (key, value) in settings)
        {
            all[key] = value;
        }

        builder.Configuration.AddInMemoryCollection(all);
        builder.AddListen().AddTrace().AddReplicas().AddCatalog();
        using var errors = new StringWriter();
        return builder.ConfigurationHolds(errors) ? "" : errors.ToString();
    }
}
