using System.Net;
using RemoteDev.Gateway.Identify.Sessions;
using RemoteDev.Gateway.Journey;
using RemoteDev.Gateway.StepUp.Ssh;
using RemoteDev.Gateway.Tests.Identify;
using RemoteDev.Gateway.Tests.Replicas;
using RemoteDev.Gateway.Trace;

namespace RemoteDev.Gateway.Tests.StepUp.Ssh;

/// <summary>The terminal is at one gateway and the browser at another.</summary>
public sealed class SharedApprovalsTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [RedisFact]
    public async Task Opens_AndEnds_WhatWaitsAtAnotherGateway()
    {
        await using var house = new RedisHouse(redis);
        await using var portal = await IdentifyHouse.OpenAsync();
        var ada = await portal.EnrolAsync("ada");
        await using var terminal = await Identify.Sessions.SharingGateway.StartAsync(house);
        await using var browser = await Identify.Sessions.SharingGateway.StartAsync(house);
        var there = Approvals(portal, terminal.SignIns, house);
        var here = Approvals(portal, browser.SignIns, house);

        var approved = await AskAsync(there, terminal.SignIns);
        Assert.Null(await here.FindAsync(approved.Code, "ben", default));
        Assert.Equal("payments-vm", (await here.FindAsync(approved.Code, "ada", default))?.What);
        Assert.False(await there.TryTakeAsync(approved.SignIn, default));
        Assert.True((await here.ApproveAsync(approved.Code, AtPortal(ada.SignIn))).Passed(out _, out var refusal), refusal?.Reason);
        Assert.False((await there.ApproveAsync(approved.Code, AtPortal(ada.SignIn))).Passed(out _, out _));
        Assert.True(await there.TryTakeAsync(approved.SignIn, default));
        Assert.Equal(ada.SignIn.Mfa, approved.SignIn.Mfa);

        var denied = await AskAsync(there, terminal.SignIns);
        Assert.True((await here.DenyAsync(denied.Code, AtPortal(ada.SignIn))).Passed(out _, out refusal), refusal?.Reason);
        Assert.True(await browser.Endings.SettledAsync(TimeSpan.FromSeconds(20), default));
        await terminal.Follow.LookAsync(default);
        Assert.True(denied.SignIn.HasEnded);
        Assert.False(await there.TryTakeAsync(denied.SignIn, default));
    }

    private static SshApprovals Approvals(IdentifyHouse portal, SignInSessions signIns, RedisHouse house) =>
        new(signIns, house.Gateway().State, portal.Get<GatewayOrigins>(), portal.Get<TraceRoom>(), portal.Clock);

    private static async Task<(SignIn SignIn, string Code)> AskAsync(SshApprovals approvals, SignInSessions signIns)
    {
        var step = await signIns.OpenAsync(new NewSignIn("ada", new FirstFactor("ssh-key"), new SignInClient(IPAddress.Loopback)), default);
        Assert.True(step.Passed(out var opened, out _));
        var link = await approvals.BeginAsync(opened.SignIn, "SHA256:x", IPAddress.Loopback, "payments-vm", default);
        Assert.NotNull(link);
        return (opened.SignIn, link[(link.LastIndexOf('/') + 1)..]);
    }

    private static Verified AtPortal(SignIn signIn)
    {
        Assert.True(new Gateway.StepUp.StepUpRoom().Verify(Identified.BySignIn(IdentifyHouse.At(Door.Portal), signIn)).Passed(out var verified, out _));
        return verified;
    }
}
