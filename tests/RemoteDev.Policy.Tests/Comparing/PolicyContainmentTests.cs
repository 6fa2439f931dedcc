using RemoteDev.Policy.Comparing;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Obligations;

namespace RemoteDev.Policy.Tests.Comparing;

public sealed class PolicyContainmentTests
{
    private const string Base = "permit (principal in RemoteDev::Vendor::\"acme\", action == RemoteDev::Action::\"browse\", resource in RemoteDev::Project::\"payments\")";
    private const string Open = " when { context.openWindows.contains(RemoteDev::Window::\"office\") };";
    private const string Nothing = "forbid (principal, action in RemoteDev::Action::\"takeOut\", resource) unless { context.origin == \"inside\" };";

    public static TheoryData<string, string> Contained => new()
    {
        { $"@id(\"a\") {Base};", $"@id(\"b\") @reason(\"renamed\") {Base};" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") {Base};\n@id(\"b\") permit (principal, action == RemoteDev::Action::\"upload\", resource);" },
        { $"@id(\"a\") {Base}{Open}", $"@id(\"a\") {Base};" },
        { $"@id(\"a\") {Base};", "@id(\"a\") permit (principal, action in RemoteDev::Action::\"connect\", resource);" },
        { $"@id(\"a\") @mfa(\"1h\") {Base};", $"@id(\"a\") @mfa(\"30d\") {Base};" },
        { $"@id(\"a\") @approve(\"1 of role:lead\") {Base};", $"@id(\"a\") {Base};" },
        { $"@id(\"a\") {Base};\n@id(\"f\") {Nothing}", $"@id(\"a\") {Base};" },
        { $"@id(\"f\") {Nothing.Replace(" in RemoteDev::Action::\"takeOut\"", "", StringComparison.Ordinal)}", $"@id(\"f\") {Nothing}" },
    };

    public static TheoryData<string, string, string> NotContained => new()
    {
        // Nobody holds the role yet, the window opens next month, the entity is not there: none of it is asked of the catalogue.
        { "@id(\"later\") permit (principal in RemoteDev::Role::\"nobody-yet\", action, resource);", $"@id(\"a\") {Base};", "'later' permits" },
        { $"@id(\"a\") {Base} when {{ context.openWindows.contains(RemoteDev::Window::\"next-month\") }};", $"@id(\"a\") {Base}{Open}", "'a' permits" },
        { $"@id(\"a\") {Base} when {{ context.now > datetime(\"2030-01-01\") }};", $"@id(\"a\") {Base}{Open}", "'a' permits" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") {Base}{Open}", "'a' permits" },
        { $"@id(\"a\") permit (principal, action in RemoteDev::Action::\"connect\", resource);", $"@id(\"a\") {Base};", "'a' permits" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") {Base};\n@id(\"f\") {Nothing}", "'f' forbids" },
        { $"@id(\"f\") {Nothing[..^1]} unless {{ context.port < 9 }};", $"@id(\"f\") {Nothing}", "'f' forbids" },
        { $"@id(\"f\") {Nothing}", $"@id(\"f\") {Nothing.Replace(" in RemoteDev::Action::\"takeOut\"", "", StringComparison.Ordinal)}", "'f' forbids" },
        { $"@id(\"a\") @mfa(\"30d\") {Base};", $"@id(\"a\") @mfa(\"1h\") {Base};", "'a' permits" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") @approve(\"1 of role:lead\") {Base};", "'a' obliges" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") {Base};\n@id(\"b\") @approve(\"1 of role:lead\") permit (principal, action, resource);", "'b' obliges" },
        { $"@id(\"a\") {Base};", $"@id(\"a\") {Base};\n@id(\"b\") @mfa(\"5m\") permit (principal, action in RemoteDev::Action::\"connect\", resource);", "'b' obliges" },
        // A permit for whoever asks is for people alone, and one that asks for a factor is for no machine.
        { $"@id(\"a\") {Base.Replace("browse", "gitPush", StringComparison.Ordinal)};", "@id(\"b\") permit (principal, action, resource);", "'a' permits" },
        { $"@id(\"a\") {Base.Replace("browse", "gitPush", StringComparison.Ordinal)};", $"@id(\"a\") @mfa(\"8h\") {Base.Replace("browse", "gitPush", StringComparison.Ordinal)};", "'a' permits" },
        { $"@id(\"a\") @egress(\"1GiB/day\") {Base}{Open}", $"@id(\"a\") {Base};", "'a' permits" },
    };

    [Theory]
    [MemberData(nameof(Contained))]
    public void Tells_WhatIsPermittedAlready(string narrower, string wider) => Assert.Null(WhyNot(narrower, wider));

    [Theory]
    [MemberData(nameof(NotContained))]
    public void SaysWhy_WhereItCannotTell(string narrower, string wider, string why) =>
        Assert.Contains(why, WhyNot(narrower, wider), StringComparison.Ordinal);

    private static string? WhyNot(string narrower, string wider) => PolicyContainment.WhyNot(Load(narrower), Load(wider), ObligationSet.BuiltIn);

    private static PolicyBundle Load(string text)
    {
        var reading = PolicyBundle.Load("policy.cedar", text, names: null);
        Assert.True(reading.Succeeded, string.Join('\n', reading.Faults));
        return reading.Bundle;
    }
}
