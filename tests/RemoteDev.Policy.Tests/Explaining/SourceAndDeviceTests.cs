using System.Net;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Explaining;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Explaining;

/// <summary>What a person is told whom policy asks for another network, country or device.</summary>
public sealed class SourceAndDeviceTests
{
    [Theory]
    [InlineData("context.source.networks.contains(\"office\")", "It needs an address in network office.", Remedy.Network)]
    [InlineData("context.source.networks.containsAny([\"office\", \"vpn\"])", "It needs an address in one of the networks office, vpn.", Remedy.Network)]
    [InlineData("context.source has country && context.source.country == \"NG\"", "It needs a connection from country NG.", Remedy.Country)]
    [InlineData(
        "context.source has country && [\"NG\", \"KE\"].contains(context.source.country)", "It needs a connection from one of the countries KE, NG.", Remedy.Country)]
    [InlineData("context.device.managed", "It needs a managed device.", Remedy.ManagedDevice)]
    public void Denial_SaysWhatWouldDo(string condition, string words, Remedy remedy)
    {
        var explanation = Explain($"@id(\"p\") permit (principal, action, resource) when {{ {condition} }};", Browses("ada"));

        Assert.EndsWith(words, explanation.Text, StringComparison.Ordinal);
        Assert.Equal([remedy], explanation.Remedies);
    }

    [Fact]
    public void Forbid_SaysFromWhereItIsNot()
    {
        const string policy = """
            @id("all") permit (principal, action, resource);
            @id("guests") @reason("Not from the guests' network.") forbid (principal, action, resource) when { context.source.networks.contains("guest") };
            """;

        var explanation = Explain(policy, Browses("ada", Context() with { Networks = ["guest"] }));

        Assert.Equal("Not from the guests' network (guests). It needs an address outside network guest.", explanation.Text);
    }

    [Fact]
    public void Country_IsAbsent_WhenItIsNotKnown_AndAPolicyThatDoesNotAskFirstPermitsNothing()
    {
        var bundle = Bundle("@id(\"p\") permit (principal, action, resource) when { context.source.country == \"NG\" };");

        Assert.Equal(VerdictKind.Denied, new PolicyEngine(bundle).Judge(Known, Browses("ada")).Kind);
        Assert.Equal(VerdictKind.Permitted, new PolicyEngine(bundle).Judge(Known, Browses("ada", Context() with { Country = "NG" })).Kind);
    }

    [Fact]
    public void UnknownNetwork_IsNoticedWhereItStands_AndTheNearestIsNamed()
    {
        var reading = PolicyBundle.Load(
            "test.cedar", "@id(\"p\") permit (principal, action, resource)\nwhen { context.source.networks.containsAny([\"offcie\", \"vpn\"]) };", Known);

        var fault = Assert.Single(reading.Faults);
        Assert.Equal(("there is no network \"offcie\"; did you mean office?", 2), (fault.Message, fault.Line));
    }

    [Fact]
    public void UnknownSource_IsInNoNetworkAndNoCountry()
    {
        var context = new DecisionContext { Now = Tuesday, Source = IPAddress.Parse("203.0.113.7") };

        Assert.Empty(context.Networks);
        Assert.Null(context.Country);
        Assert.False(context.DeviceCertificate || context.DeviceManaged);
    }

    private static Explanation Explain(string policies, DecisionRequest request) =>
        new PolicyEngine(Bundle(policies)).Judge(Known, request).Match(_ => Explanation.Nothing, _ => Explanation.Nothing, _ => Explanation.Nothing, denial => denial.Explanation);
}
