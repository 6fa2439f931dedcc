using System.Security.Cryptography;
using RemoteDev.Gateway.Identify;
using RemoteDev.Gateway.Identify.OpenId;
using RemoteDev.Gateway.Tests.Listen;

namespace RemoteDev.Gateway.Tests.Identify.OpenId;

/// <summary>What the operator wrote about providers is checked whole, before anything starts.</summary>
public sealed class OpenIdOptionsTests
{
    private const string Key = "RemoteDev:Identify:Providers:corp";

    private static OpenIdProviderOptions Good => new() { Authority = "https://login.example.com", ClientId = "gateway", ClientSecret = "a very secret word" };

    [Fact]
    public void Accepts_WhatIsRight() => Assert.Empty(Faults("corp", Good));

    [Fact]
    public void Says_EverythingThatIsWrongAtOnce()
    {
        var faults = Faults("Corp!", new OpenIdProviderOptions
        {
            Authority = "http://login.example.com", ClientId = "", ClientSecret = "a very secret word", ClientKeyFile = "/nowhere", ResponseMode = "fragment",
            Prompt = "none", Scope = ["two words"], PushedAuthorizationBehavior = PushedAuthorizationBehavior.Unspecified, CallbackPath = "/account",
            BackchannelTimeout = TimeSpan.Zero, TokenValidationParameters = new() { ClockSkew = TimeSpan.FromHours(1) }, MaxAge = TimeSpan.FromSeconds(-1),
            ConfirmPrompt = "none", ConfirmMaxAge = TimeSpan.FromHours(1), KeysWorkFor = TimeSpan.Zero,
        });
        string[] keys =
        [
            ":Authority", ":ClientId", ":ResponseMode", ":Prompt", ":Scope", ":PushedAuthorizationBehavior", ":CallbackPath", ":BackchannelTimeout",
            ":TokenValidationParameters:ClockSkew", ":MaxAge", ":ConfirmPrompt", ":ConfirmMaxAge", ":KeysWorkFor",
        ];
        Assert.All(keys, key => Assert.Contains(faults, fault => fault.StartsWith($"RemoteDev:Identify:Providers:Corp!{key}:", StringComparison.Ordinal)));
        Assert.Contains(faults, fault => fault.Contains("exactly one of ClientSecret", StringComparison.Ordinal));
        Assert.Contains(faults, fault => fault.Contains("a provider's name", StringComparison.Ordinal));
        Assert.DoesNotContain(faults, fault => fault.Contains("very secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https://login.example.com", true, true)]
    [InlineData("http://127.0.0.1:9", false, true)]
    [InlineData("http://127.0.0.1:9", true, false)]
    [InlineData("http://login.example.com", false, false)]
    [InlineData("https://user:word@login.example.com", true, false)]
    [InlineData("login.example.com", true, false)]
    [InlineData("file:///etc/passwd", true, false)]
    public void Takes_PlainHttpOnLoopbackAlone(string authority, bool https, bool fine) => Assert.Equal(
        fine, Faults("corp", new() { Authority = authority, RequireHttpsMetadata = https, ClientId = "gateway", ClientSecret = "x" }).Count == 0);

    [Fact]
    public void Refuses_AddressesThatTwoProvidersShare()
    {
        var faults = new OptionFaults();
        OpenIdOptionRules.Check(
            new Dictionary<string, OpenIdProviderOptions>(StringComparer.Ordinal)
            {
                ["one"] = new() { Authority = "https://one.example.com", ClientId = "g", ClientSecret = "x", CallbackPath = "/signin-oidc" },
                ["two"] = new() { Authority = "https://two.example.com", ClientId = "g", ClientSecret = "x", CallbackPath = "/signin-oidc" },
            },
            faults);
        Assert.Contains("/signin-oidc is named 2 times", Assert.Single(faults.All), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_SecretsAndKeysFromFiles()
    {
        using var folder = new TemporaryFolder();
        using var strong = RSA.Create(2048);
        using var weak = RSA.Create(1024);
        async Task<string> FileAsync(string name, string text)
        {
            var path = Path.Combine(folder.Path, name);
            await File.WriteAllTextAsync(path, text);
            return path;
        }

        var secret = new OpenIdProviderOptions { Authority = Good.Authority, ClientId = "g", ClientSecretFile = await FileAsync("secret", "first line\nsecond\n") };
        Assert.Empty(Faults("corp", secret));
        using (var proof = ClientProof.Read(secret))
        {
            Assert.Equal(("first line", "<secret>"), (proof.Secret, proof.ToString()));
        }

        OpenIdProviderOptions WithKey(string file) => new() { Authority = Good.Authority, ClientId = "g", ClientKeyFile = file };
        Assert.Empty(Faults("corp", WithKey(await FileAsync("strong", strong.ExportRSAPrivateKeyPem()))));
        Assert.Contains("1024 bits", Assert.Single(Faults("corp", WithKey(await FileAsync("weak", weak.ExportPkcs8PrivateKeyPem())))), StringComparison.Ordinal);
        Assert.Contains("no private key", Assert.Single(Faults("corp", WithKey(await FileAsync("public", strong.ExportSubjectPublicKeyInfoPem())))), StringComparison.Ordinal);
        Assert.Contains("no such file", Assert.Single(Faults("corp", WithKey(Path.Combine(folder.Path, "nowhere")))), StringComparison.Ordinal);
        Assert.Contains(
            "no secret", Assert.Single(Faults("corp", new() { Authority = Good.Authority, ClientId = "g", ClientSecretFile = await FileAsync("empty", "\n") })), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Knows_EverySettingBelowAProviderAndNoOther()
    {
        using var folder = new TemporaryFolder();
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateSlimBuilder();
        Microsoft.Extensions.Configuration.MemoryConfigurationBuilderExtensions.AddInMemoryCollection(builder.Configuration, new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            [$"{Key}:Authority"] = "https://login.example.com",
            [$"{Key}:ClientId"] = "gateway",
            [$"{Key}:ClientSecret"] = "x",
            [$"{Key}:Scope:0"] = "email",
            [$"{Key}:MaxAge"] = "01:00:00",
            [$"{Key}:TokenValidationParameters:ClockSkew"] = "00:02:00",
            [$"{Key}:PushedAuthorizationBehavior"] = "Require",
            [$"{Key}:TokenValidationParameters:ValidateIssuer"] = "false",
            [$"{Key}:UsePkce"] = "false",
        });
        var options = builder.AddRoomOptions<IdentifyOptions>(IdentifyOptions.Section, IdentifyOptions.Check);
        await using var words = new StringWriter();
        Assert.False(builder.ConfigurationHolds(words));
        Assert.Contains($"{Key}:UsePkce: there is no such setting", words.ToString(), StringComparison.Ordinal);
        Assert.Contains($"{Key}:TokenValidationParameters:ValidateIssuer: there is no such setting", words.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 fault(s)", words.ToString(), StringComparison.Ordinal);
        var corp = options.Providers["corp"];
        Assert.Equal((TimeSpan.FromHours(1), TimeSpan.FromMinutes(2), PushedAuthorizationBehavior.Require), (corp.MaxAge, corp.TokenValidationParameters.ClockSkew, corp.PushedAuthorizationBehavior));
    }

    private static IReadOnlyList<string> Faults(string name, OpenIdProviderOptions options)
    {
        var faults = new OptionFaults();
        OpenIdOptionRules.Check(new Dictionary<string, OpenIdProviderOptions>(StringComparer.Ordinal) { [name] = options }, faults);
        return faults.All;
    }
}
