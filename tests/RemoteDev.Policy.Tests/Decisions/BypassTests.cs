using System.Reflection;
using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using RemoteDev.Policy.Decisions;
using RemoteDev.Policy.Vocabulary;
using static RemoteDev.Policy.Tests.Decisions.DecisionFixture;

namespace RemoteDev.Policy.Tests.Decisions;

/// <summary>There is no way to a permit but through the engine, and none through the engine without what it demands.</summary>
public sealed class BypassTests
{
    private static readonly string[] Policies =
    [
        """@id("all") permit (principal, action, resource);""",
        """@id("strict") @mfa("5m") @approve("1 of role:lead") permit (principal, action, resource);""",
        """@id("acme") @mfa("1h") permit (principal in RemoteDev::Vendor::"acme", action, resource in RemoteDev::Project::"payments");""",
        """@id("stays") forbid (principal, action in RemoteDev::Action::"takeOut", resource) unless { context.origin == "inside" };""",
        """@id("odd") forbid (principal, action, resource) when { context.port < 1024 };""",
        """@id("office") permit (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"lagos-office") };""",
        """@id("freeze") forbid (principal, action, resource) when { context.openWindows.contains(RemoteDev::Window::"freeze") };""",
    ];

    [Fact]
    public void OnlyThisAssembly_MakesPermitsAndVerdicts()
    {
        Assert.True(typeof(Permit).IsSealed);
        Assert.Empty(typeof(Permit).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.Empty(typeof(Verdict).GetConstructors(BindingFlags.Public | BindingFlags.Instance));
        Assert.All(typeof(Permit).GetProperties(), property => Assert.Null(property.SetMethod));
        Assert.DoesNotContain(
            typeof(Verdict).GetMethods(BindingFlags.Public | BindingFlags.Static),
            method => method.ReturnType == typeof(Verdict));
    }

    [Fact]
    public void ACopiedVerdict_CannotBeGivenAnotherAnswer() =>
        Assert.All(typeof(Verdict).GetProperties(), property => Assert.Null(property.SetMethod));

    [Fact]
    public void EveryPermit_HasMfaBehindIt_AndNoForbidAgainstIt()
    {
        var questions =
            from chosen in Gen.SubListOf(Policies)
            from person in Gen.Elements("ada", "bola", "cleo", "eve", "nobody")
            from action in Gen.Elements(Actions.All.ToArray())
            from resource in Gen.Elements(Uids.Environment("payments-dev"), Uids.Repository("payments/app"), Uids.Branch("payments/app", "main"), Uids.Gateway)
            from age in Gen.Elements<int?>(null, -1, 0, 4, 59, 600)
            from origin in Gen.Elements(Origin.Inside, Origin.Outside)
            from port in Gen.Elements<int?>(null, 80, 8080)
            from hours in Gen.Choose(0, 200)
            from consent in Gen.Elements("cleo", "dan", "ada")
            select (string.Join('\n', chosen), Asks(person, action.Uid, resource, new DecisionContext
            {
                Now = Saturday + Duration.FromHours(hours),
                Mfa = age is { } minutes ? new MfaEvidence(TimeSpan.FromMinutes(minutes), "totp") : null,
                Origin = origin,
                Port = port,
                Approval = new ApprovalEvidence([consent], Saturday + Duration.FromHours(100)),
            }));
        var permits = 0;
        Prop.ForAll(questions.ToArbitrary(), question => Holds(question.Item1, question.Item2, ref permits))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
        Assert.NotEqual(0, permits);
    }

    private static bool Holds(string policies, DecisionRequest request, ref int permits)
    {
        var verdict = Judge(policies, request);
        if (!verdict.IsPermitted(out var permit))
        {
            return verdict.Kind != VerdictKind.Permitted;
        }

        permits++;
        var context = request.Context;
        var open = Known.OpenAt(context.Now).Names;
        return context.Mfa is { } mfa && mfa.Age >= TimeSpan.Zero && mfa.Age <= permit.Obligations.MfaMaxAge
            && permit.PolicyIds.Count > 0
            && request.Principal.Id is "ada" or "bola" or "cleo"
            && !(policies.Contains("@id(\"odd\")", StringComparison.Ordinal) && context.Port is null or < 1024)
            && !(policies.Contains("@id(\"freeze\")", StringComparison.Ordinal) && open.Contains("freeze"))
            && !(policies.Contains("@id(\"stays\")", StringComparison.Ordinal) && context.Origin == Origin.Outside
                && Actions.TakeOut.Equals(Actions.Find(request.Action.Id)!.Group))
            && !(permit.PolicyIds.Contains("office", StringComparer.Ordinal) && !open.Contains("lagos-office"));
    }
}
