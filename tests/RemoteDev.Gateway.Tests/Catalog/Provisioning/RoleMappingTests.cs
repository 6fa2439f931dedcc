using RemoteDev.Gateway.Catalog.Entries;
using RemoteDev.Gateway.Catalog.Provisioning;

namespace RemoteDev.Gateway.Tests.Catalog.Provisioning;

public sealed class RoleMappingTests
{
    private static readonly ProviderEntry Acme = new(
        "acme-id",
        "Acme",
        ["acme.example"],
        ["acme"],
        ["urn:acme:strong"],
        ["mfa", "hwk"],
        CreatesPeople: true,
        [new("groups", "Developers", "developer"), new("department", "Audit", "reviewer"), new("groups", "Leads", "developer"), new("groups", "Both", "reviewer")]);

    [Fact]
    public void Gives_ExactlyWhatTheRulesSay()
    {
        Assert.Equal(["developer", "reviewer"], RoleMapping.Of(Acme, Claims(("groups", "Leads"), ("groups", "Developers"), ("department", "Audit"))), StringComparer.Ordinal);
        Assert.Empty(RoleMapping.Of(Acme, ProviderClaims.None));
    }

    [Theory]
    [InlineData("groups", "developers")]
    [InlineData("groups", "Developers ")]
    [InlineData("Groups", "Developers")]
    [InlineData("groups", "Developers,Leads")]
    [InlineData("groups", "[\"Developers\"]")]
    [InlineData("department", "Developers")]
    public void Gives_NothingForWhatOnlyLooksTheSame(string claim, string value) => Assert.Empty(RoleMapping.Of(Acme, Claims((claim, value))));

    [Theory]
    [InlineData("acr", "urn:acme:strong", true)]
    [InlineData("amr", "hwk", true)]
    [InlineData("amr", "pwd", false)]
    [InlineData("amr", "urn:acme:strong", false)]
    [InlineData("acr", "mfa", false)]
    [InlineData("acr", "urn:acme:STRONG", false)]
    public void Counts_AsSecondFactor_WhatTheAdministratorNamed(string claim, string value, bool counts) =>
        Assert.Equal(counts, RoleMapping.IsSecondFactor(Acme, Claims((claim, value))));

    [Fact]
    public void Counts_NothingAsSecondFactor_WhereNothingIsNamed() =>
        Assert.False(RoleMapping.IsSecondFactor(Acme with { MfaContexts = [], MfaMethods = [] }, Claims(("acr", ""), ("amr", "mfa"))));

    [Fact]
    public void Leaves_WhatTheSourceDoesNotSpeakOf()
    {
        var groupsOnly = Claims(("groups", "Developers"), ("department", "Audit"));

        // By department alone would a sign-in give it; a directory that speaks of groups leaves it, unless a group could have given it.
        var withoutBoth = Acme with { Rules = Acme.Rules.RemoveAt(3) };
        Assert.Equal(["developer", "reviewer"], RoleMapping.Of(withoutBoth, groupsOnly, ["reviewer"], claim => claim == "groups"), StringComparer.Ordinal);
        Assert.Equal(["developer"], RoleMapping.Of(withoutBoth, groupsOnly, [], claim => claim == "groups"), StringComparer.Ordinal);
        Assert.Equal(["developer"], RoleMapping.Of(Acme, groupsOnly, ["reviewer"], claim => claim == "groups"), StringComparer.Ordinal);
    }

    private static ProviderClaims Claims(params (string Name, string Value)[] claims) =>
        ProviderClaims.Of(claims.Select(claim => KeyValuePair.Create(claim.Name, claim.Value)));
}
